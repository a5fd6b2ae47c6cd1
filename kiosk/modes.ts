import { computed, reactive, watchEffect } from 'vue';
import { useConfig } from './config.ts';

/** What the visitor chose for comfort. All of it ends with the visit. */
export const modes = reactive({ large: false, low: false, contrast: false, speech: false });

export function endModes(): void {
  Object.assign(modes, { large: false, low: false, contrast: false, speech: false });
}

/** What a hand reaches from a wheelchair, in millimetres above the floor (GB 50763, ISO 21542). */
const reach = { from: 380, to: 1220 };

/** A screen whose short side has fewer millimetres, such as one of 15", is written smaller. */
const smallBelow = 230;

/** Pixels of one millimetre on a screen of so many pixels. */
function pixelsPerMillimetre({ width, height }: Pixels, diagonal: number): number {
  return Math.hypot(width, height) / (diagonal * 25.4);
}

interface Pixels {
  readonly width: number;
  readonly height: number;
}
const size = reactive({ width: innerWidth, height: innerHeight });

/** Whether the screen lies: screens then stand in two columns. */
export function useShape() {
  return { landscape: computed(() => size.width > size.height) };
}

/**
 * Hands physical sizes to the styles: `--mm`, `data-small` on a small screen, and for low-reach mode `--below`, what lies too deep
 * at the lower edge, and `--band`, the height above it that a hand reaches.
 *
 * @param pixels of the screen whose diagonal the machine was told: a preview has its own
 */
export function applyModes(pixels: Pixels = screen): void {
  const { config } = useConfig();
  addEventListener('resize', () => Object.assign(size, { width: innerWidth, height: innerHeight }));
  watchEffect(() => {
    const root = document.documentElement;
    const mm = pixelsPerMillimetre(pixels, config.value.diagonal);
    const { floor } = config.value;
    const below = Math.max(0, reach.from - floor) * mm;
    const band = Math.min(size.height, (reach.to - floor) * mm) - below;
    // Less than 150 mm cannot hold a screen: the machine is set up wrongly; take the lower half.
    const usable = band >= 150 * mm;
    root.style.setProperty('--mm', `${mm}px`);
    root.style.setProperty('--below', `${usable ? Math.round(below) : 0}px`);
    root.style.setProperty('--band', `${Math.round(usable ? band : size.height / 2)}px`);
    root.toggleAttribute('data-small', Math.min(size.width, size.height) < smallBelow * mm);
    root.dataset['shape'] = size.width > size.height ? 'landscape' : 'portrait';
    for (const mode of ['large', 'low', 'speech'] as const)
      root.toggleAttribute(`data-${mode}`, modes[mode]);
    if (modes.contrast) root.dataset['contrast'] = 'high';
    else delete root.dataset['contrast'];
  });
}
