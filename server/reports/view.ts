import { namedIn } from './known.ts';
import type { DailyReport, DayFigures, OutOfOrder } from '../../shared/contract/report.ts';
import type { Language, Text } from '../../shared/languages.ts';
import { endsText } from '../../shared/report-words.ts';
import type { HallConfig, WindowConfig } from '../hall/config.ts';
import type { Computed } from './compute.ts';
import { definitions } from './definitions.ts';
import type { People } from './known.ts';
import type { OutOfOrderRow } from './store.ts';

/** Ids become codes, numbers and names; rows stand in the hall's order. */
export function reportView(
  hall: HallConfig,
  staff: People['staff'],
  at: string,
  { days, sums, outOfOrder }: Computed,
): Omit<DailyReport, 'services'> {
  return {
    hall: hall.code,
    name: hall.name,
    timezone: hall.timezone,
    from: days[0]!.day,
    to: days.at(-1)!.day,
    at,
    ok: sums.total.reconciliation.ok,
    faults: days.flatMap(({ day, figures }) =>
      figures.reconciliation.ok !== false ? [] : [{ day, text: faultText(day, figures) }],
    ),
    total: sums.total,
    days: days.map(({ day, figures }) => ({ day, ...figures })),
    queues: sums.queues.flatMap(([id, figures]) => {
      const queue = hall.queueById.get(id);
      if (queue === undefined) return [];
      const { code, name, prefix } = queue;
      // Where nobody began to wait, the present one is as good as any.
      const serviceLevelSeconds = figures.standards.at(-1)?.seconds ?? queue.serviceLevelSeconds;
      return [{ queue: code, name, prefix, serviceLevelSeconds, ...figures }];
    }),
    windows: sums.windows
      .flatMap(([id, figures]) => {
        const window = hall.windowById.get(id);
        return window === undefined
          ? []
          : [{ window: window.number, ...labelled(window), name: window.name, ...figures }];
      })
      .sort((a, b) => a.window - b.window),
    clerks: sums.clerks
      .map(([id, figures]) => {
        const { username, name } = staff.get(id) ?? { username: id, name: id };
        return { clerk: username, name, ...figures };
      })
      .sort((a, b) => (a.clerk < b.clerk ? -1 : 1)),
    packages: packageRows(hall, sums.packages),
    hours: sums.hours.map(([hour, figures]) => ({ hour, ...figures })),
    duty: sums.duty,
    estimates: sums.estimates,
    outOfOrder: outOfOrderView(hall, staff, outOfOrder.rows),
    outOfOrderNotListed: outOfOrder.notListed,
    definitions: [...definitions],
  };
}

/** Calls of chosen tickets and transfers to the front, by names. */
export function outOfOrderView(
  hall: HallConfig,
  staff: People['staff'],
  rows: readonly OutOfOrderRow[],
): OutOfOrder[] {
  return rows.map(({ day, at, kind, number, reason, ...row }) => {
    const window = row.window_id === null ? undefined : hall.windowById.get(row.window_id);
    return {
      ...{ day, at, kind, number },
      queue: hall.queueById.get(row.queue_id)?.code ?? row.queue_id,
      window: window?.number ?? null,
      ...labelled(window),
      clerk: row.staff_id === null ? null : (staff.get(row.staff_id)?.name ?? row.staff_id),
      reason,
    };
  });
}

function packageRows(
  hall: HallConfig,
  rows: Computed['sums']['packages'],
): DailyReport['packages'] {
  // Of the versions of a package the newest names it; those without a package come last.
  const known = new Map(hall.packages.map((p, position) => [p.code, { name: p.name, position }]));
  const place = (code: string | null): number =>
    code === null ? Infinity : (known.get(code)?.position ?? Number.MAX_SAFE_INTEGER);
  return rows
    .map(([code, figures]) => ({
      package: code,
      name: code === null ? null : (namedIn(known, code)?.name ?? { 'zh-Hans': code }),
      ...figures,
    }))
    .sort((a, b) => place(a.package) - place(b.package));
}

function faultText(day: string, figures: DayFigures): Text {
  const { numbersGiven, taken, accounted, disagreeing } = figures.reconciliation;
  const sum = (language: Language): string => `${endsText(figures, language)} = ${accounted}`;
  return {
    'zh-Hans': `${day} 对账不符：发出号数 ${numbersGiven}，取号 ${taken}，${sum('zh-Hans')}，状态与环节不符的号票 ${disagreeing} 张。请勿使用当日数据，并联系管理员。`,
    'zh-Hant': `${day} 對帳不符：發出號數 ${numbersGiven}，取號 ${taken}，${sum('zh-Hant')}，狀態與環節不符的號票 ${disagreeing} 張。請勿使用當日數據，並聯繫管理員。`,
    en: `${day} does not reconcile: ${numbersGiven} numbers given, ${taken} tickets taken, ${sum('en')}, ${disagreeing} tickets whose state is not that of their steps. Do not use this day's figures, and tell the administrator.`,
  };
}

/** What stands at a window instead of its number, where something does. */
function labelled(window: Pick<WindowConfig, 'label'> | undefined): { label?: string } {
  const label = window?.label ?? null;
  return label === null ? {} : { label };
}
