import { computed, reactive, watchEffect } from 'vue';
import { useConfig } from './config.ts';

/** What the visitor chose for comfort. All of it ends with the visit. */
export const modes = reactive({ large: false, low: false, contrast: false, speech: false });

export function endModes(): void {
  Object.assign(modes, { large: false, low: false, contrast: false, speech: false });
}

/** The highest point that a hand reaches from a wheelchair, above the floor (GB 50763, ISO 21542). */
const reach = 1220;

/** Pixels of one millimetre on this screen. */
function pixelsPerMillimetre(diagonal: number): number {
  return Math.hypot(screen.width, screen.height) / (diagonal * 25.4);
}

const size = reactive({ width: innerWidth, height: innerHeight });

/** Whether the screen lies: screens then stand in two columns. */
export function useShape() {
  return { landscape: computed(() => size.width > size.height) };
}

/**
 * Hands physical sizes to the styles: `--mm`, and `--band`, the height that stays operable from
 * the lower edge up in low-reach mode.
 */
export function applyModes(): void {
  const { config } = useConfig();
  addEventListener('resize', () => Object.assign(size, { width: innerWidth, height: innerHeight }));
  watchEffect(() => {
    const root = document.documentElement;
    const mm = pixelsPerMillimetre(config.value.diagonal);
    const band = Math.min(size.height, (reach - config.value.floor) * mm);
    // Less than 150 mm cannot hold a screen: the machine is set up wrongly; take the lower half.
    const usable = band < 150 * mm ? size.height / 2 : band;
    root.style.setProperty('--mm', `${mm}px`);
    root.style.setProperty('--band', `${Math.round(usable)}px`);
    root.dataset['shape'] = size.width > size.height ? 'landscape' : 'portrait';
    for (const mode of ['large', 'low', 'speech'] as const)
      root.toggleAttribute(`data-${mode}`, modes[mode]);
    if (modes.contrast) root.dataset['contrast'] = 'high';
    else delete root.dataset['contrast'];
  });
}
