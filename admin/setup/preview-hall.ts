import type { Catalogue, Package } from '../../shared/contract/catalogue.ts';
import type { Hall, HallFile } from '../../shared/contract/hall.ts';
import { windowsShown } from '../../shared/rules/serving.ts';

/**
 * The hall of a draft as a kiosk would have it once it is published, at this moment; with so much of
 * the catalogue as one package needs.
 *
 * @param now the hall in force: what no set-up says (its day, whether it is open) is taken from it
 */
export function offerOf(
  draft: HallFile,
  catalogue: Catalogue,
  pack: Package,
  now: Hall,
): { hall: Hall; catalogue: Catalogue } {
  const { logo: _logo, proposed: _proposed, ...hall } = draft;
  const windows = draft.windows.map((window) => ({
    ...window,
    serves: window.serves.map(({ queue, handicapMinutes }) => ({
      queueId: queue,
      handicapSeconds: (handicapMinutes ?? 0) * 60,
    })),
  }));
  const matters = new Set(pack.steps.flatMap((step) => step.matters));
  return {
    hall: {
      ...hall,
      version: now.version,
      setup: now.setup,
      day: now.day,
      open: now.open,
      nextOpening: now.nextOpening,
      openings: [],
      publicUrl: now.publicUrl,
      logo: now.logo,
      queues: draft.queues.map((queue) => {
        const shown = windowsShown(windows, queue.code);
        return {
          ...queue,
          windows: shown.map(({ number }) => number).sort((a, b) => a - b),
          zones: [...new Set(shown.map(({ zone }) => zone))],
        };
      }),
      windows: draft.windows.map((window) => ({ ...window, status: 'open' as const })),
    },
    catalogue: {
      ...catalogue,
      matters: catalogue.matters.filter(({ code }) => matters.has(code)),
      packages: [pack],
    },
  };
}
