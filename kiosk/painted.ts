import { readonly, ref } from 'vue';

const painted = ref(false);

/** Whether the first screen stands: what a visitor does not see of a start waits for this. */
export const isPainted = readonly(painted);

/** To be called when the first screen was mounted; a page that is not drawn at all goes on too. */
export function notePainted(): void {
  const note = (): void => {
    painted.value = true;
  };
  requestAnimationFrame(() => setTimeout(note));
  setTimeout(note, 1000);
}
