import { readonly, ref } from 'vue';

const painted = ref(false);

/** Whether the first screen stands: what a visitor does not see of a start waits for this. */
export const isPainted = readonly(painted);

const again = 5000;

/** The hundred parts of the font beyond those that the page came with (scripts/font/first-screen.ts). */
function loadFonts(): void {
  import('../shared/ui/fonts.css').catch(() => setTimeout(loadFonts, again));
}

/** To be called when the first screen was mounted; a page that is not drawn at all goes on too. */
export function notePainted(): void {
  const note = (): void => {
    if (painted.value) return;
    painted.value = true;
    loadFonts();
  };
  requestAnimationFrame(() => requestIdleCallback(note));
  setTimeout(note, 1000);
}
