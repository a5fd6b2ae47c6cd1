import { onScopeDispose } from 'vue';

/**
 * Scanners and card readers that type like a keyboard: many characters, faster than a person
 * types (under 60 ms apart), then Enter. What a person types passes by.
 */
export function useWedge(onRead: (text: string) => void): void {
  let read = '';
  let last = 0;
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const quick = event.timeStamp - last < 60;
    last = event.timeStamp;
    if (event.key === 'Enter') {
      const text = read;
      read = '';
      if (!quick || text.length < 4) return;
      event.preventDefault();
      event.stopPropagation();
      onRead(text);
      return;
    }
    if (event.key.length !== 1) return;
    read = quick ? read + event.key : event.key;
  };
  document.addEventListener('keydown', onKey, { capture: true });
  onScopeDispose(() => {
    document.removeEventListener('keydown', onKey, { capture: true });
  });
}
