import type { FastifyBaseLogger } from 'fastify';
import type { BackupPlan } from '../backups/service.ts';
import type { MachineClock } from '../clock.ts';
import type { Db } from '../db/open.ts';
import type { Ids } from '../ids.ts';
import type { Limits } from '../limits.ts';
import type { LivePace } from '../live/publisher.ts';
import type { Carrier } from '../live/redis.ts';
import type { Load } from '../pressure.ts';
import type { Proxies } from '../proxies.ts';
import type { PrinterPatience } from '../slips/printer.ts';
import type { SsoSettings } from '../sso-settings.ts';
import type { PasswordCost } from '../staff/passwords.ts';
import type { StorageSite } from '../storage/service.ts';
import type { Tls } from '../tls.ts';
import type { Reach } from '../webhooks/send.ts';

export interface AppOptions {
  readonly db: Db;
  readonly clock: MachineClock;
  readonly ids: Ids;
  readonly logger: FastifyBaseLogger | false;
  /** Where the built browser apps are; absent: the API only. */
  readonly webDir?: string | undefined;
  /** Where the product's own files are, and the site's: voices. */
  readonly dataDirs: { readonly bundled: string; readonly own: string };
  /** The site's key (`key-file.ts`): of hashes, of tokens, of what is sealed. */
  readonly secret: string;
  /** The address that phones reach the hall by; absent: that of the request. */
  readonly publicUrl?: string | undefined;
  /** How long a slip printer is waited for; absent: as usual. */
  readonly printerPatience?: PrinterPatience | undefined;
  /** What a password hash costs; absent: argon2's own defaults. */
  readonly passwordCost?: PasswordCost | undefined;
  /** The administration's own accounts, to sign in with; absent: there are none. */
  readonly sso?: SsoSettings | undefined;
  /** Whoever has it may read the figures; absent: there are none. */
  readonly metricsToken?: string | undefined;
  /** Proxies that say where a request comes from; absent: those of this machine. */
  readonly proxies?: Proxies | undefined;
  /** What strangers may cost, where it is not as usual. */
  readonly limits?: Partial<Limits> | undefined;
  /** How often screens hear of what happens, where it is not as usual. */
  readonly livePace?: Partial<LivePace> | undefined;
  /** Carries changes between several server processes; absent: this one is alone. */
  readonly carrier?: Carrier | undefined;
  /** Where and how often backups are made; absent: none are. */
  readonly backupPlan?: BackupPlan | undefined;
  /** Where the report of each evening goes; absent: nowhere. */
  readonly reportDir?: string | undefined;
  /** What is to be watched of this machine's disk. */
  readonly storageSite?: StorageSite | undefined;
  /** The data were older than the site's mark, and numbers were moved on. */
  readonly wentBack?: boolean | undefined;
  /** Of the product; absent: not known. */
  readonly version?: string | undefined;
  /** Speaks https itself; absent: http. */
  readonly tls?: Tls | undefined;
  /** How webhooks reach others, where it is not as usual. */
  readonly reach?: Partial<Reach> | undefined;
  /** What there is to do, where it is not measured. */
  readonly load?: (() => Load) | undefined;
}
