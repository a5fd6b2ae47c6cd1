import type SqliteDatabase from 'better-sqlite3';
import { type Kysely, type Migration, Migrator } from 'kysely';
import type { Database } from './schema.ts';
import * as hall from '../../migrations/001-hall.ts';
import * as standards from '../../migrations/002-standards.ts';
import * as aliases from '../../migrations/003-aliases.ts';
import * as attempts from '../../migrations/004-attempts.ts';
import * as lastInstants from '../../migrations/005-last-instants.ts';
import * as helpCalls from '../../migrations/006-help-calls.ts';
import * as staffNumbers from '../../migrations/007-staff-numbers.ts';
import * as oldDays from '../../migrations/008-old-days.ts';
import * as fewerIndexes from '../../migrations/009-fewer-indexes.ts';
import * as identity from '../../migrations/010-identity.ts';
import * as keys from '../../migrations/011-keys.ts';
import * as privacy from '../../migrations/012-privacy.ts';
import * as backups from '../../migrations/013-backups.ts';
import * as paper from '../../migrations/014-paper.ts';
import * as boundReads from '../../migrations/015-bound-reads.ts';
import * as setup from '../../migrations/016-setup.ts';
import * as duty from '../../migrations/017-duty.ts';
import * as screens from '../../migrations/018-screens.ts';
import * as archive from '../../migrations/019-archive.ts';
import * as changes from '../../migrations/020-changes.ts';
import * as desk from '../../migrations/021-desk.ts';
import * as alarmsAndMessages from '../../migrations/022-alarms-and-messages.ts';
import * as stewards from '../../migrations/023-stewards.ts';
import * as applications from '../../migrations/024-applications.ts';
import * as cases from '../../migrations/025-cases.ts';
import * as invitations from '../../migrations/026-invitations.ts';
import * as openCases from '../../migrations/027-open-cases.ts';
import * as sums from '../../migrations/028-sums.ts';
import * as leading from '../../migrations/029-leading.ts';
import * as foresight from '../../migrations/030-foresight.ts';
import * as webhooks from '../../migrations/031-webhooks.ts';
import * as referral from '../../migrations/032-referral.ts';
import * as rolesAndRemote from '../../migrations/033-roles-and-remote.ts';
import * as places from '../../migrations/034-places.ts';
import * as following from '../../migrations/035-following.ts';
import * as movingIn from '../../migrations/036-moving-in.ts';
import * as severalPackages from '../../migrations/038-several-packages.ts';
import * as foresightJudged from '../../migrations/040-foresight-judged.ts';
import * as sumsByClient from '../../migrations/041-sums-by-client.ts';
import * as unspokenCalls from '../../migrations/042-unspoken-calls.ts';

type TableMigration = { up: (db: Kysely<unknown>, tableEnd: string) => Promise<void> };

/** In order, by hand; frozen once landed. */
const migrations: Record<string, TableMigration> = {
  '001-hall': hall,
  '002-standards': standards,
  '003-aliases': aliases,
  '004-attempts': attempts,
  '005-last-instants': lastInstants,
  '006-help-calls': helpCalls,
  '007-staff-numbers': staffNumbers,
  '008-old-days': oldDays,
  '009-fewer-indexes': fewerIndexes,
  '010-identity': identity,
  '011-keys': keys,
  '012-privacy': privacy,
  '013-backups': backups,
  '014-paper': paper,
  '015-bound-reads': boundReads,
  '016-setup': setup,
  '017-duty': duty,
  '018-screens': screens,
  '019-archive': archive,
  '020-changes': changes,
  '021-desk': desk,
  '022-alarms-and-messages': alarmsAndMessages,
  '023-stewards': stewards,
  '024-applications': applications,
  '025-cases': cases,
  '026-invitations': invitations,
  '027-open-cases': openCases,
  '028-sums': sums,
  '029-leading': leading,
  '030-foresight': foresight,
  '031-webhooks': webhooks,
  '032-referral': referral,
  '033-roles-and-remote': rolesAndRemote,
  '034-places': places,
  '035-following': following,
  '036-moving-in': movingIn,
  '038-several-packages': severalPackages,
  '040-foresight-judged': foresightJudged,
  '041-sums-by-client': sumsByClient,
  '042-unspoken-calls': unspokenCalls,
};

/** The names of all schemas that this version knows, oldest first. */
export const schemaNames: readonly string[] = Object.keys(migrations);

/**
 * Brings a SQLite file up to date. Its schema may be written to meanwhile, as a check that allows more needs.
 *
 * @param last the last migration to run; absent: all
 */
export async function migrateFile(
  raw: SqliteDatabase.Database,
  db: Kysely<Database>,
  last?: string,
): Promise<void> {
  raw.unsafeMode(true);
  try {
    await migrate(db, 'strict', undefined, last);
  } finally {
    raw.unsafeMode(false);
  }
}

/**
 * Brings the schema up to date; several processes may start at once.
 *
 * @param tableEnd what ends a `create table` on this database
 * @param schema where the tables go; absent: the database knows only one
 * @param last the last migration to run; absent: all
 */
export async function migrate(
  db: Kysely<Database>,
  tableEnd: string,
  schema?: string,
  last?: string,
): Promise<void> {
  const provider = {
    getMigrations: () =>
      Promise.resolve(
        Object.fromEntries(
          Object.entries(migrations).map(([name, { up }]): [string, Migration] => [
            name,
            { up: (tx: Kysely<unknown>) => up(tx, tableEnd) },
          ]),
        ),
      ),
  };
  const migrator = new Migrator({
    db,
    provider,
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  });
  const { error } =
    last === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(last);
  if (error !== undefined) throw error instanceof Error ? error : new Error(JSON.stringify(error));
}
