import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupPlan } from '../../server/backups/service.ts';

/** A site's folder of its own, as a server has it. */
export interface SiteFolder {
  readonly dir: string;
  readonly file: string;
  readonly markFile: string;
  readonly keyFile: string;
  readonly plan: BackupPlan;
  readonly remove: () => Promise<void>;
}

export function siteFolder(plan: Partial<BackupPlan> = {}): SiteFolder {
  const dir = mkdtempSync(join(tmpdir(), 'yihaotong-'));
  return {
    dir,
    file: join(dir, 'hall.db'),
    markFile: join(dir, 'hall.db.mark'),
    keyFile: join(dir, 'site.key'),
    plan: {
      dir: join(dir, 'backups'),
      copyDir: undefined,
      keep: { hours: 24, days: 14, months: 12 },
      every: 'hour',
      dataDir: dir,
      product: '0.1.0',
      ...plan,
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
