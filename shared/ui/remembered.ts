/** What turns kept text back into a value, as a zod schema does. @throws where it is of another form */
interface Form<T> {
  parse(value: unknown): T;
}

/**
 * What a browser remembers of a screen: never the truth, which is the server's, only what is
 * convenient to find again. One that forbids it (a policy, blocked cookies, a full disk) remembers
 * nothing, and the screen goes on.
 */
function memory(open: () => Storage) {
  const get = (place: string): string | null => {
    try {
      return open().getItem(place);
    } catch {
      return null;
    }
  };
  /** With null, forgets it. */
  const set = (place: string, text: string | null): void => {
    try {
      if (text === null) open().removeItem(place);
      else open().setItem(place, text);
    } catch {
      // Forbidden or full.
    }
  };
  return {
    get,
    set,
    /** The value of that form, or null where there is none; one of another form is forgotten. */
    recall<T>(place: string, form: Form<T>): T | null {
      const text = get(place);
      if (text === null) return null;
      try {
        return form.parse(JSON.parse(text));
      } catch {
        set(place, null);
        return null;
      }
    },
    /** With null, forgets it. */
    remember(place: string, value: unknown): void {
      set(place, value === null ? null : JSON.stringify(value));
    },
  };
}

/** Lasts in this browser until it is cleared. */
export const inBrowser = memory(() => localStorage);
/** Lasts as long as this tab, reloads included. */
export const inTab = memory(() => sessionStorage);
