/**
 * What a screen keeps in its browser. Where that is forbidden or full, the page itself keeps it and
 * goes on: until it is loaded anew nobody notices.
 */
function keeper(open: () => Storage) {
  const here = new Map<string, string>();
  return {
    get(name: string): string | null {
      try {
        return here.get(name) ?? open().getItem(name);
      } catch {
        return null;
      }
    },
    /** With null, forgets it. */
    set(name: string, value: string | null): void {
      here.delete(name);
      try {
        if (value === null) open().removeItem(name);
        else open().setItem(name, value);
      } catch {
        if (value !== null) here.set(name, value);
      }
    },
  };
}
export type Keeper = ReturnType<typeof keeper>;

export const keptForGood = keeper(() => localStorage);
export const keptInTab = keeper(() => sessionStorage);
