import { isGuideEmpty } from '../../shared/guide-page.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { HallFacts } from '../../shared/rules/readiness.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { matterInFile, packageInFile } from '../hall/catalogue-view.ts';
import { type HallConfig, packageOn } from '../hall/config.ts';
import * as store from './store.ts';

type Lacking = Pick<
  HallFacts,
  'queuesWithoutWindow' | 'windowsWithoutQueue' | 'packagesWithoutGuide'
>;

/** Reads what a hall needs to be open. */
export class ReadinessFacts {
  private readonly d: { readonly read: Reader; readonly clock: Clock };
  private readonly lackings = new WeakMap<HallConfig, { day: string; what: Lacking }>();
  /** Halls that have opened once; that stays so. */
  private readonly opened = new Set<string>();

  constructor(dependencies: ReadinessFacts['d']) {
    this.d = dependencies;
  }

  /**
   * @param windows as they are now
   * @param openSince since when some queue gives tickets; null: none does
   */
  async of(
    config: HallConfig,
    windows: Awaited<ReturnType<typeof store.windows>>,
    openSince: Instant | null,
    takenToday: number,
  ): Promise<HallFacts> {
    const { read } = this.d;
    const inUse = windows.filter(({ status }) => status !== 'closed');
    if (inUse.length > 0 || takenToday > 0) this.opened.add(config.id);
    else if (!this.opened.has(config.id) && (await store.hasOpened(read, config.id)))
      this.opened.add(config.id);
    const devices = await store.pairedDevices(read, config.id);
    const closed = windows.flatMap(({ status, since }) =>
      status === 'closed' ? (since ?? []) : [],
    );
    return {
      opened: this.opened.has(config.id),
      openSince,
      hasHours: config.hours.length > 0,
      ...this.lacking(config),
      clerks: await store.clerks(read, config.code),
      pairedKiosks: devices.get('kiosk') ?? 0,
      pairedBoards: devices.get('display') ?? 0,
      soundingBoards: await store.soundingBoards(read, config.id),
      windowsInUse: inUse.length,
      takenToday,
      windowsClosedAt: closed.reduce<Instant | null>((a, b) => (a !== null && a > b ? a : b), null),
    };
  }

  /** Looked for once a set-up and day. */
  private lacking(config: HallConfig): Lacking {
    const day = serviceDay(this.d.clock.now(config.id), config.timezone);
    const known = this.lackings.get(config);
    if (known?.day === day) return known.what;
    const what = lackingIn(config, day);
    this.lackings.set(config, { day, what });
    return what;
  }
}

/** What of the set-up does not fit together, or is not there yet. */
function lackingIn(config: HallConfig, day: string): Lacking {
  const offered = [...new Set(config.packages.map((p) => p.code))].flatMap(
    (code) => packageOn(config, code, day) ?? [],
  );
  const matters = config.matters.filter((m) => m.active).map((m) => matterInFile(config, m));
  return {
    queuesWithoutWindow: config.queues.flatMap((q) => (q.windowNumbers.length === 0 ? q.code : [])),
    windowsWithoutQueue: config.windows.flatMap((w) =>
      w.serves.length === 0 ? String(w.number) : [],
    ),
    packagesWithoutGuide: offered
      .map((p) => packageInFile(config, p))
      .flatMap((p) => (isGuideEmpty(p, matters) ? p.code : [])),
  };
}
