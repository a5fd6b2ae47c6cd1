import type { EventEntry } from '../../shared/contract/events.ts';
import type { Reader } from '../db/open.ts';
import type { Instant } from '../rules/instants.ts';

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
