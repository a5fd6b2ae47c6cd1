import { type Insertable, type Selectable, sql } from 'kysely';
import type { PatrolsQuery } from '../../shared/contract/team.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { PatrolsTable, TeamsTable } from '../db/tables/leading.ts';

/** A hall has a handful; more would be a mistake. */
const mostTeams = 200;

export type TeamRow = Selectable<TeamsTable>;

export function teamsOf(db: Reader, hall: string): Promise<TeamRow[]> {
  return db
    .selectFrom('teams')
    .selectAll()
    .where('hall_id', '=', hall)
    .orderBy('active', 'desc')
    .orderBy('name')
    .limit(mostTeams)
    .execute();
}

/** Those whose leaders are told of alarms, and whose windows show a badge. */
export function active(db: Reader, hall: string) {
  return db
    .selectFrom('teams')
    .leftJoin('staff', 'staff.id', 'teams.leader_id')
    .select(['teams.name', 'zone', 'windows', 'badge'])
    .select(['staff.username', 'staff.name as leader_name'])
    .where('teams.hall_id', '=', hall)
    .where('teams.active', '=', 1)
    .orderBy('teams.name')
    .limit(mostTeams)
    .execute();
}

export async function insert(tx: Tx, row: Insertable<TeamsTable>): Promise<void> {
  await tx.insertInto('teams').values(row).execute();
}

export async function update(
  tx: Tx,
  id: string,
  change: Partial<Insertable<TeamsTable>>,
): Promise<void> {
  await tx.updateTable('teams').set(change).where('id', '=', id).execute();
}

export async function insertPatrol(tx: Tx, row: Insertable<PatrolsTable>): Promise<void> {
  await tx.insertInto('patrols').values(row).execute();
}

/** Patrols of a hall, the newest first, each with how many obstacles it found. */
export async function patrols(db: Reader, hall: string, query: PatrolsQuery) {
  const { team, from, to } = query;
  const looked = db
    .selectFrom('patrols')
    .where('patrols.hall_id', '=', hall)
    .$if(team !== undefined, (q) => q.where('team_id', '=', team!))
    .$if(from !== undefined, (q) => q.where('day', '>=', from!))
    .$if(to !== undefined, (q) => q.where('day', '<=', to!));
  const rows = await looked
    .innerJoin('teams', 'teams.id', 'patrols.team_id')
    .leftJoin('staff', 'staff.id', 'patrols.staff_id')
    .selectAll('patrols')
    .select(['teams.name as team', 'staff.username', 'staff.name as by_name'])
    .select(
      sql<
        number | string
      >`(select count(*) from obstacles where obstacles.patrol_id = patrols.id)`.as('found'),
    )
    .orderBy('patrols.day', 'desc')
    .orderBy('patrols.at', 'desc')
    .orderBy('patrols.id')
    .offset(query.offset)
    .limit(query.limit)
    .execute();
  const { count } = await looked
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return { total: Number(count), rows };
}
