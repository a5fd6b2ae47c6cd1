/** What the page keeps on the phone. A browser that forbids it keeps nothing; the page goes on. */
function keeper(open: () => Storage) {
  return {
    get(name: string): string | null {
      try {
        return open().getItem(name);
      } catch {
        return null;
      }
    },
    /** With null, forgets it. */
    set(name: string, value: string | null): void {
      try {
        if (value === null) open().removeItem(name);
        else open().setItem(name, value);
      } catch {
        // Forbidden or full.
      }
    },
  };
}

export const keptForGood = keeper(() => localStorage);
export const keptInTab = keeper(() => sessionStorage);
