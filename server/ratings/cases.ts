import { Problem } from '../../shared/errors.ts';
import { requireStaffMay, type StaffActor } from '../../shared/rights.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type {
  RatingCase,
  RatingCaseChange,
  RatingCaseList,
  RatingCasesQuery,
} from '../../shared/contract/rating.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Command, CommandRequest, Commands } from '../hall/command.ts';
import type { HallConfig } from '../hall/config.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
}

/**
 * The cases that bad ratings opened. Managers see those of their hall, anybody else those that they
 * own, and nobody one about themselves: who was rated never learns who rated.
 */
export class RatingCases {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** The most urgent first. @throws Problem `forbidden` */
  async list(hallCode: string, query: RatingCasesQuery, who: Actor): Promise<RatingCaseList> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(who, 'follow-up-rating', hall.code);
    const today = serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const seen = (await store.casesOf(this.d.read, hall.id, query.status)).filter((row) =>
      maySee(staff, row),
    );
    return {
      total: seen.length,
      cases: seen
        .slice(query.offset, query.offset + query.limit)
        .map((row) => caseView(hall, row, staff, today)),
    };
  }

  /**
   * Gives a case to somebody, or ends it with what was done.
   *
   * @throws Problem `forbidden`; `not_found`, also for a case that is not theirs to see;
   *   `not_allowed` for a closed one and for an owner whom it is about; `reason_required` for an end
   *   without a word of what was done
   */
  async change(
    hallCode: string,
    id: string,
    input: RatingCaseChange,
    request: CommandRequest & { who: Actor },
  ): Promise<RatingCase> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'follow-up-rating', hall.code);
    const { owner, resolution } = input;
    if (resolution === undefined && input.status === 'closed')
      throw new Problem('reason_required', 'Say what was done about it');
    if (resolution === undefined && owner === undefined)
      throw new Problem('bad_input', 'Say who follows it up, or what was done', {
        issues: [{ path: 'resolution', message: 'an owner or a resolution is needed' }],
      });
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = await store.caseById(c.tx, hall.id, id);
      if (row === null || !maySee(staff, row)) throw new Problem('not_found');
      if (row.status === 'closed')
        throw new Problem('not_allowed', 'This case is closed', { state: row.status });
      await store.updateCase(c.tx, id, {
        ...(owner === undefined ? {} : { owner_id: await ownerOf(c, row, owner) }),
        ...(resolution === undefined ? {} : { status: 'closed', resolution, closed_at: c.now }),
      });
      const changed = (await store.caseById(c.tx, hall.id, id))!;
      return {
        answer: caseView(c.hall, changed, staff, c.day),
        event: {
          command: resolution === undefined ? 'assign-rating-case' : 'close-rating-case',
          data: { case: id, owner: changed.owner_username },
        },
        touched: {},
      };
    });
  }
}

async function ownerOf(c: Command, row: store.CaseRow, username: string): Promise<string> {
  const people = await store.colleagues(c.tx, c.hall.code);
  const person = people.find((p) => p.username === username);
  if (person === undefined) throw new Problem('not_found', `There is no "${username}" here`);
  if (person.id === row.clerk_id)
    throw new Problem('not_allowed', 'A case is not followed up by whom it is about');
  return person.id;
}

function caseView(
  hall: HallConfig,
  row: store.CaseRow,
  who: StaffActor,
  today: string,
): RatingCase {
  const queue = hall.queueById.get(row.queue_id)!;
  const person = (username: string | null, name: string | null) =>
    username === null || name === null ? null : { username, name };
  return {
    id: row.id,
    status: row.status,
    level: row.level,
    reasons: JSON.parse(row.reasons) as string[],
    comment: row.comment,
    queue: queue.code,
    queueName: queue.name,
    window: row.window_id === null ? null : hall.windowById.get(row.window_id)!.number,
    clerk: person(row.clerk_username, row.clerk_name),
    number: manages(who) ? row.number : null,
    ratedAt: row.rated_at,
    dueDay: row.due_day,
    overdue: row.status === 'open' && row.due_day < today,
    owner: person(row.owner_username, row.owner_name),
    resolution: row.resolution,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
  };
}

function manages(who: StaffActor): boolean {
  return who.roles.some((role) => role === 'manager' || role === 'admin');
}

function maySee(who: StaffActor, row: store.CaseRow): boolean {
  return row.clerk_id !== who.id && (manages(who) || row.owner_id === who.id);
}
