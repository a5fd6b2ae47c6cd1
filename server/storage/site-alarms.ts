import type { Instant } from '../../shared/rules/instants.ts';

/** What is wrong with this machine's storage and backups: it may be that nothing can be written down. */
export const siteAlarmCodes = [
  'storage-damaged',
  'storage-away',
  'disk-low',
  'backup-old',
  'backup-failed',
  'backup-copy',
  'report-failed',
  'sums-failed',
] as const;
export type SiteAlarmCode = (typeof siteAlarmCodes)[number];

export interface SiteAlarm {
  readonly code: SiteAlarmCode;
  readonly at: Instant;
  readonly subject: string;
  readonly detail: string;
}

/** Alarms of this process, shown in every hall; kept in memory, where a full disk does not reach them. */
export class SiteAlarms {
  private readonly open = new Map<SiteAlarmCode, SiteAlarm>();
  /** Told of each change. */
  changed: () => void = () => undefined;

  /** Raises an alarm; one that says the same stands since then. */
  raise(code: SiteAlarmCode, at: Instant, detail = '', subject = ''): void {
    const before = this.open.get(code);
    if (before?.detail === detail && before.subject === subject) return;
    this.open.set(code, { code, at: before?.at ?? at, subject, detail });
    this.changed();
  }

  clear(code: SiteAlarmCode): void {
    if (this.open.delete(code)) this.changed();
  }

  has(code: SiteAlarmCode): boolean {
    return this.open.has(code);
  }

  list(): SiteAlarm[] {
    return [...this.open.values()];
  }
}
