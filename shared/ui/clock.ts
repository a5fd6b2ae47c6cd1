import { readonly, ref, type Ref } from 'vue';

let offset = 0;
const now = ref(Date.now());
let ticking = false;

/** Every state that the server sends says its time; a screen's own clock may be wrong. */
export function noteServerTime(instant: string): void {
  offset = Date.parse(instant) - Date.now();
  now.value = serverNow();
}

/** The server's time as nearly as this screen knows it, in milliseconds. */
export function serverNow(): number {
  return Date.now() + offset;
}

/** The server's time as a ref that moves every second: for clocks, countdowns and waits. */
export function useNow(): Readonly<Ref<number>> {
  if (!ticking) {
    ticking = true;
    now.value = serverNow();
    setInterval(() => {
      now.value = serverNow();
    }, 1000);
  }
  return readonly(now);
}
