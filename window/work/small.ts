import { onScopeDispose, ref } from 'vue';

/** Document picture-in-picture: Chromium knows it, TypeScript's library does not yet. */
interface PictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

function pictureInPicture(): PictureInPicture | null {
  return 'documentPictureInPicture' in window
    ? (window.documentPictureInPicture as PictureInPicture)
    : null;
}

function copyStyles(from: Document, to: Document): void {
  for (const node of from.querySelectorAll('style, link[rel="stylesheet"]')) {
    const copy = node.cloneNode(true) as HTMLElement;
    // The new document has no address of its own to be relative to.
    if (node instanceof HTMLLinkElement) copy.setAttribute('href', node.href);
    to.head.append(copy);
  }
  to.documentElement.lang = from.documentElement.lang;
  to.title = from.title;
}

/**
 * The terminal in a small window above all other programs. The page's own element moves there and
 * back, with everything in it: nothing is loaded anew. `listen` puts the keys into the window.
 */
export function useSmallWindow(listen: (where: Window) => () => void) {
  const possible = pictureInPicture() !== null;
  const open = ref(false);
  let small: Window | null = null;

  const leave = (): void => {
    small?.close();
  };
  const enter = async (away: { text: string; back: string }): Promise<void> => {
    const app = document.getElementById('app');
    const api = pictureInPicture();
    if (app === null || api === null || small !== null) return;
    const opened = await api.requestWindow({ width: 480, height: 720 });
    small = opened;
    copyStyles(document, opened.document);
    const note = document.createElement('main');
    note.className = 'away';
    const text = document.createElement('p');
    text.textContent = away.text;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = away.back;
    button.addEventListener('click', leave);
    note.append(text, button);
    opened.document.body.append(app);
    document.body.append(note);
    const deafen = listen(opened);
    open.value = true;
    opened.addEventListener('pagehide', () => {
      deafen();
      note.remove();
      document.body.append(app);
      small = null;
      open.value = false;
    });
  };
  onScopeDispose(leave);
  return { possible, open, enter, leave };
}
export type SmallWindow = ReturnType<typeof useSmallWindow>;
