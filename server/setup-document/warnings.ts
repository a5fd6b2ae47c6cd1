import type { Text } from '../../shared/languages.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import type { Issue } from '../../shared/errors.ts';
import { faultAt } from '../../shared/faults.ts';
import { isGuideEmpty } from '../../shared/guide-page.ts';
import type { Fault } from './check.ts';

/** What of a document works but is hardly meant so, each with its place. Pure. */
export function setupWarnings({ hall, catalogue }: SetupDocument): Issue[] {
  const warnings: Issue[] = [];
  const warn: Fault = (path, code, facts) => void warnings.push(faultAt(path, code, facts));
  const served = new Set(hall.windows.flatMap((w) => w.serves.map((s) => s.queue)));
  if (hall.enforceHours && hall.hours.length === 0) warn('hall.hours', 'hours_missing');
  const { clientCategory } = hall.settings;
  if (hall.settings.clientsAtKiosk && !hall.categories.some(({ code }) => code === clientCategory))
    warn('hall.settings.clientCategory', 'unknown_category', { code: clientCategory });
  hall.queues.forEach(({ code }, i) => {
    if (!served.has(code)) warn(`hall.queues.${i}`, 'queue_without_window', { code });
  });
  hall.windows.forEach(({ serves, number }, i) => {
    if (serves.length === 0)
      warn(`hall.windows.${i}.serves`, 'window_without_queue', { code: number });
  });
  catalogue.packages.forEach((pack, i) => {
    pack.steps.forEach(({ queue }, s) => {
      if (!served.has(queue))
        warn(`catalogue.packages.${i}.steps.${s}.queue`, 'step_without_window', { code: queue });
    });
    if (isGuideEmpty(pack, catalogue.matters))
      warn(`catalogue.packages.${i}.papers`, 'guide_missing', { code: pack.code });
  });
  for (const { path, texts } of textsOf({ hall, catalogue })) {
    const languages = (['zh-Hant', 'en'] as const).filter((language) =>
      texts.some((text) => text[language] === undefined),
    );
    if (languages.length > 0)
      warn(path, 'translation_missing', { languages: languages.join(', ') });
  }
  return warnings;
}

/** Everything that has texts, a line a thing. */
function textsOf({ hall, catalogue }: SetupDocument): { path: string; texts: readonly Text[] }[] {
  const list = (path: string, things: readonly { name: Text }[]) =>
    things.map(({ name }, i) => ({ path: `${path}.${i}.name`, texts: [name] }));
  return [
    { path: 'hall.name', texts: [hall.name] },
    ...list('hall.zones', hall.zones),
    ...list('hall.queues', hall.queues),
    ...list('hall.windows', hall.windows),
    ...list('hall.categories', hall.categories),
    ...hall.notices.map((notice, i) => ({ path: `hall.notices.${i}`, texts: [notice] })),
    ...list('catalogue.departments', catalogue.departments),
    ...catalogue.directions.flatMap((direction, i) => [
      { path: `catalogue.directions.${i}.name`, texts: [direction.name] },
      ...list(`catalogue.directions.${i}.stages`, direction.stages),
    ]),
    ...catalogue.matters.map((m, i) => ({
      path: `catalogue.matters.${i}`,
      texts: [m.name, ...(m.place === undefined ? [] : [m.place]), ...(m.papers ?? [])],
    })),
    ...catalogue.packages.map((p, i) => ({
      path: `catalogue.packages.${i}`,
      texts: [
        p.name,
        ...(p.papers ?? []),
        ...(p.also ?? []).flatMap(({ name, place }) => [
          name,
          ...(place === undefined ? [] : [place]),
        ]),
      ],
    })),
  ];
}
