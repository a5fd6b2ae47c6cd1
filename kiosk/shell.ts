import { at } from '../shared/ui/base.ts';

/**
 * The page as an appliance: nothing of the browser shows, a second tap of a double tap does
 * nothing, and whatever breaks starts itself again.
 */
export function guardShell(): void {
  const stop = (event: Event): void => {
    event.preventDefault();
  };
  for (const type of ['contextmenu', 'dragstart', 'gesturestart'])
    document.addEventListener(type, stop);
  document.addEventListener('wheel', (event) => event.ctrlKey && event.preventDefault(), {
    passive: false,
  });
  document.addEventListener(
    'touchstart',
    (event) => event.touches.length > 1 && event.preventDefault(),
    {
      passive: false,
    },
  );
  document.addEventListener('keydown', (event) => {
    // F1 to F24, Browser… and Launch…; with Ctrl, Alt or the system's key every key is the browser's.
    const browsers = /^(F\d+|Browser\w+|Launch\w+|ContextMenu|Help|Print\w*)$/.test(event.key);
    if (browsers || event.ctrlKey || event.altKey || event.metaKey) event.preventDefault();
  });
  document.addEventListener('pointerdown', fillScreen);
  document.addEventListener('click', dropSecondTaps, { capture: true });
}

/** Browsers allow full screen only from a touch; the first one brings it back whenever it is lost. */
function fillScreen(): void {
  if (document.fullscreenElement !== null || leftOnPurpose) return;
  // Started with --kiosk it is full already, and elsewhere it may be refused: both are fine.
  void document.documentElement
    .requestFullscreen?.({ navigationUI: 'hide' })
    .catch(() => undefined);
}

let leftOnPurpose = false;
export async function leaveFullScreen(): Promise<void> {
  leftOnPurpose = true;
  if (document.fullscreenElement !== null) await document.exitFullscreen();
}

const debounce = 500;
let last = { at: -Infinity, x: 0, y: 0, target: null as EventTarget | null };

/**
 * Half a second after a tap the same control, or whatever has come to lie under the same finger,
 * does not react. Keys of the on-screen keyboard (`data-quick`) always do, and between two taps of a
 * control they are what makes the second one meant.
 */
function dropSecondTaps(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target.closest('button, a, input') : null;
  if (target === null) return;
  const quick = target.closest('[data-quick]') !== null;
  const soon = event.timeStamp - last.at < debounce;
  const sameSpot =
    event.detail > 0 && Math.hypot(event.clientX - last.x, event.clientY - last.y) < 20;
  if (!quick && soon && (event.detail > 1 || target === last.target || sameSpot)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  last = { at: event.timeStamp, x: event.clientX, y: event.clientY, target };
}

let restarting = false;
const restartAfter = 5000;

/** A page that broke is loaded anew, not at once, so that a lasting fault does not spin. */
export function restartSoon(): void {
  if (restarting) return;
  restarting = true;
  setTimeout(() => void restart(), restartAfter);
}

/** Only once the server answers: else the browser's own error page would stand here for good. */
async function restart(): Promise<void> {
  const answer = await fetch(at('/health/live'), {
    cache: 'no-store',
    signal: AbortSignal.timeout(5000),
  }).catch(() => null);
  if (answer?.ok === true) location.reload();
  else setTimeout(() => void restart(), restartAfter);
}
