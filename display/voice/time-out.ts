/** Something of the sound that should have ended by now and has not. */
export class Overdue extends Error {
  constructor(what: string) {
    super(`${what} did not end in time`);
    this.name = 'Overdue';
  }
}

/** Waits for `work`, but not longer than `seconds`; leaves no timer behind. Throws Overdue. */
export async function within<T>(seconds: number, what: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Overdue(what));
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A pause. */
export function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
  });
}
