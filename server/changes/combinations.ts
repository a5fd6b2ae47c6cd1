import { type Combinations, mostCombinationDays } from '../../shared/contract/changes.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { dayRange } from '../../shared/rules/day-range.ts';
import { groupBy } from '../../shared/rules/groups.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { HallConfig } from '../hall/config.ts';
import { packagesOf, type TicketPackages } from '../hall/ticket-packages.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
}

/** So many combinations stand in the report. */
const mostRows = 200;

/** Which combinations of matters are asked for, from the tickets as they stand. */
export class CombinationReport {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Service days, both included; absent: today, or the other one. Days in the archive have none.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` for a range that is backwards or too long
   */
  async read(
    hallCode: string,
    { from, to }: { from?: string | undefined; to?: string | undefined },
    who: Actor,
  ): Promise<Combinations> {
    requireMay(who, 'read-reports', hallCode);
    const hall = await this.d.commands.hall(hallCode);
    const today = serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const days = daysOf(from ?? to ?? today, to ?? from ?? today);
    const found = new Map<string, Combinations['rows'][number]>();
    let tickets = 0;
    for (const day of days) {
      const rows = await store.wishesOf(this.d.read, hall.id, day);
      if (rows.length === 0) continue;
      const changed = await store.changedOn(this.d.read, hall.id, dayRange(day, hall.timezone));
      for (const [ticket, steps] of groupBy(rows, (row) => row.ticket_id)) {
        tickets += 1;
        const wanted = steps.flatMap(({ matters }) => JSON.parse(matters) as { id: string }[]);
        const one = combination(hall, steps[0]!, new Set(wanted.map(({ id }) => id)));
        // Taken for a queue alone: nobody said for what.
        if (one.package === null && one.added.length === 0) continue;
        const key = JSON.stringify(one);
        const row = found.get(key) ?? { ...one, tickets: 0, changed: 0 };
        row.tickets += 1;
        if (changed.has(ticket)) row.changed += 1;
        found.set(key, row);
      }
    }
    const rows = [...found.values()].sort((a, b) => b.tickets - a.tickets).slice(0, mostRows);
    return { from: days[0]!, to: days.at(-1)!, tickets, rows };
  }
}

/** What a ticket is for, beside what its package is. */
function combination(
  hall: HallConfig,
  ticket: TicketPackages,
  wanted: ReadonlySet<string>,
): Pick<Combinations['rows'][number], 'package' | 'packages' | 'added' | 'dropped'> {
  const packages = packagesOf(hall, ticket);
  const inside = new Set(packages.flatMap(({ steps }) => steps.flatMap((step) => step.matters)));
  const named = packages.map(({ code, name }) => ({ code, name }));
  const mattersOf = (ids: readonly string[]) =>
    ids
      .flatMap((id) => {
        const matter = hall.matterById.get(id);
        return matter === undefined ? [] : [{ code: matter.code, name: matter.name }];
      })
      .sort((a, b) => (a.code < b.code ? -1 : 1));
  return {
    package: named[0] ?? null,
    packages: named,
    dropped: mattersOf([...inside].filter((id) => !wanted.has(id))),
    added: mattersOf([...wanted].filter((id) => !inside.has(id))),
  };
}

function daysOf(first: string, last: string): string[] {
  const refuse = (message: string): never => {
    throw new Problem('bad_input', message, { issues: [{ path: 'to', message }] });
  };
  if (last < first) refuse('The range ends before it begins');
  const days: string[] = [];
  for (let t = Date.parse(first); t <= Date.parse(last); t += 86_400_000) {
    if (days.length === mostCombinationDays)
      refuse(`This report covers ${mostCombinationDays} days at the most`);
    days.push(new Date(t).toISOString().slice(0, 10));
  }
  return days;
}
