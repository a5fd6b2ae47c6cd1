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
};

/** The names of all schemas that this version knows, oldest first. */
export const schemaNames: readonly string[] = Object.keys(migrations);

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
