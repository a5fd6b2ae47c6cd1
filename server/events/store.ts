import type { EventEntry } from '../../shared/contract/events.ts';
import type { Reader } from '../db/open.ts';
import type { Instant } from '../../shared/rules/instants.ts';

export interface EntryFilter {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
  readonly command?: string | undefined;
  readonly actor?: string | undefined;
  readonly ticket?: string | undefined;
  readonly window?: number | undefined;
  /** [from, to) */
  readonly from?: Instant;
  readonly to?: Instant;
}

/** Lines of a log, ordered by version: the first ones after `after`, or the last ones before `before`. */
export async function entries(
  db: Reader,
  hallId: string,
  filter: EntryFilter,
): Promise<EventEntry[]> {
  const { after, before, command, actor, ticket, window, from, to } = filter;
  const newest = before !== undefined;
  const first = from === undefined ? null : await versionAt(db, hallId, from);
  const last = to === undefined ? null : await versionAt(db, hallId, to);
  const rows = await db
    .selectFrom('events')
    .leftJoin('tickets', 'tickets.id', 'events.ticket_id')
    .leftJoin('steps', 'steps.id', 'events.step_id')
    .leftJoin('windows', 'windows.id', 'events.window_id')
    .select([
      'events.version',
      'events.at',
      'events.command',
      'events.actor',
      'tickets.number as ticket',
      'steps.position as step',
      'windows.number as window',
      'events.data',
    ])
    .where('events.hall_id', '=', hallId)
    .$if(after !== undefined, (q) => q.where('events.version', '>', after!))
    .$if(newest, (q) => q.where('events.version', '<', before!))
    .$if(first !== null, (q) => q.where('events.version', '>=', first! - outOfOrder))
    .$if(last !== null, (q) => q.where('events.version', '<=', last! + outOfOrder))
    .$if(command !== undefined, (q) => q.where('events.command', '=', command!))
    .$if(actor !== undefined, (q) => q.where('events.actor', '=', actor!))
    .$if(ticket !== undefined, (q) => q.where('tickets.number', '=', ticket!))
    .$if(window !== undefined, (q) => q.where('windows.number', '=', window!))
    .$if(from !== undefined, (q) => q.where('events.at', '>=', from!))
    .$if(to !== undefined, (q) => q.where('events.at', '<', to!))
    .orderBy('events.version', newest ? 'desc' : 'asc')
    .limit(filter.limit)
    .execute();
  if (newest) rows.reverse();
  const lines = rows.map((row) => ({
    ...row,
    data: JSON.parse(row.data) as Record<string, unknown>,
  }));
  const names = await namesOf(db, [...new Set(lines.flatMap(peopleIn))]);
  return lines.map((line) => ({
    ...line,
    people: Object.fromEntries(
      peopleIn(line).flatMap((username) => {
        const name = names.get(username);
        return name === undefined ? [] : [[username, name]];
      }),
    ),
  }));
}

/**
 * So many lines may stand out of the order of time: those of a day that a wrong clock brought, until
 * it was taken back (days/reopening.ts).
 */
const outOfOrder = 10_000;

/** The first version at or after an instant, or one beyond the last: found by halving the log. */
async function versionAt(db: Reader, hallId: string, at: Instant): Promise<number> {
  const line = (from: number) =>
    db
      .selectFrom('events')
      .select(['version', 'at'])
      .where('hall_id', '=', hallId)
      .where('version', '>=', from)
      .orderBy('events.version', 'asc')
      .limit(1)
      .executeTakeFirst();
  const newest = await db
    .selectFrom('events')
    .select('version')
    .where('hall_id', '=', hallId)
    .orderBy('events.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  let [low, high] = [0, (newest?.version ?? 0) + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = await line(middle);
    if (found === undefined || found.at >= at) high = middle;
    else low = found.version + 1;
  }
  return low;
}

/** Where the data of a line names a person by the user name. */
const personKeys = ['clerk', 'takenOverFrom', 'owner', 'username', 'companion'] as const;

function peopleIn({ actor, data }: Pick<EventEntry, 'actor' | 'data'>): string[] {
  const [kind, username] = actor.split(/:(.*)/);
  return [kind === 'staff' ? username : null, ...personKeys.map((key) => data[key])].filter(
    (each) => typeof each === 'string',
  );
}

async function namesOf(db: Reader, usernames: readonly string[]): Promise<Map<string, string>> {
  if (usernames.length === 0) return new Map();
  const rows = await db
    .selectFrom('staff')
    .select(['username', 'name'])
    .where('username', 'in', usernames)
    .execute();
  return new Map(rows.map(({ username, name }) => [username, name]));
}
