// npm run client: makes client/src/schema.ts anew from the interface as this code publishes it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildApp } from '../server/app.ts';
import { systemClock } from '../server/clock.ts';
import { openDatabase } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import { root } from '../server/root.ts';
import { clientTypes } from './client-types.ts';

const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
const { app } = await buildApp({
  ...{ db, clock: systemClock, ids: randomIds, logger: false },
  dataDirs: { bundled: join(root, 'data'), own: join(root, 'data') },
  secret: randomIds.token(),
});
await app.ready();
await writeFile(join(root, 'client', 'src', 'schema.ts'), await clientTypes(app.swagger()));
await app.close();
await db.close();
