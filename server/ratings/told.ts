import type { Text } from '../../shared/languages.ts';
import type { StepMatter } from '../../shared/rules/visit.ts';
import type { HallConfig } from '../hall/config.ts';

/** What is read of a rating and of the service that it was given for. */
export interface RatedRow {
  readonly id: string;
  readonly level: number;
  readonly reasons: string;
  readonly comment: string | null;
  readonly way: string;
  readonly at: string;
  readonly matters: string;
  readonly queue_id: string;
  readonly window_id: string | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly number: string;
  readonly service_day: string;
  readonly clerk: string | null;
}

/** A rating as the province's 好差评 wants it (docs/ratings-export.md says which field is which). */
export interface RatedService {
  readonly id: string;
  /** 5 非常满意 … 1 非常不满意. */
  readonly level: number;
  readonly reasons: readonly string[];
  readonly comment: string | null;
  /** `pad`: the rating pad of the window; `phone`: the page of the slip's code. */
  readonly channel: string;
  readonly ratedAt: string;
  readonly day: string;
  readonly number: string;
  readonly queue: string;
  readonly window: number | null;
  /** 工号. */
  readonly clerk: string | null;
  readonly departments: readonly { readonly code: string; readonly name: Text }[];
  readonly matters: readonly { readonly code: string; readonly name: Text }[];
  /** 办件编号, as the window has entered them. */
  readonly receipts: readonly string[];
  readonly servedFrom: string | null;
  readonly servedTo: string | null;
}

/** The rated service in words and codes of the catalogue: what was not handled after all is left out. */
export function serviceOf(
  hall: HallConfig,
  row: RatedRow,
  receipts: readonly string[],
): RatedService {
  const matters = (JSON.parse(row.matters) as StepMatter[])
    .filter(({ done }) => done !== false)
    .flatMap(({ id }) => hall.matterById.get(id) ?? []);
  const departments = new Map(
    matters.flatMap(({ department }) => {
      const found =
        hall.departmentById.get(department) ??
        hall.departments.find(({ code }) => code === department);
      return found === undefined ? [] : [[found.code, { code: found.code, name: found.name }]];
    }),
  );
  return {
    id: row.id,
    level: row.level,
    reasons: JSON.parse(row.reasons) as string[],
    comment: row.comment,
    channel: row.way,
    ratedAt: row.at,
    day: row.service_day,
    number: row.number,
    queue: hall.queueById.get(row.queue_id)?.code ?? '',
    window: row.window_id === null ? null : (hall.windowById.get(row.window_id)?.number ?? null),
    clerk: row.clerk,
    departments: [...departments.values()],
    matters: matters.map(({ code, name }) => ({ code, name })),
    receipts,
    servedFrom: row.started_at,
    servedTo: row.ended_at,
  };
}
