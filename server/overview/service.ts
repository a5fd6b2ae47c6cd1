import type { Hall, HallState, HallSummary, QueueState } from '../../shared/contract/hall.ts';
import type { Alarm } from '../../shared/contract/alarm.ts';
import type { HelpRing } from '../../shared/contract/help.ts';
import { Catalogue } from '../../shared/contract/catalogue.ts';
import type { Alarms } from '../alarms/service.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Calendar } from '../calendar/service.ts';
import { runUnit } from '../db/unit.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import type { Estimates } from '../estimates/service.ts';
import type { Commands } from '../command/run.ts';
import type { Publish } from '../command/types.ts';
import { matterInFile, packageInFile } from '../hall/catalogue-view.ts';
import { type HallConfig, isForRegions, packageComing, packageOn } from '../hall/config.ts';
import type { Guide } from '../guide/service.ts';
import { countStanding } from '../hall/message-store.ts';
import type { Offers, OfferTable } from '../offers/service.ts';
import type { Admission, OpeningHours } from '../tickets/service.ts';
import { idleSince, readinessOf } from '../../shared/rules/readiness.ts';
import { type Instant, secondsBetween } from '../../shared/rules/instants.ts';
import { localTime, serviceDay } from '../../shared/rules/day.ts';
import { showingSign } from '../../shared/rules/showing.ts';
import { momentOf } from './moment.ts';
import { ReadinessFacts } from './readiness.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly estimates: Estimates;
  readonly hours: OpeningHours;
  /** A row of days as they are in a hall. */
  readonly plan: Calendar['plan'];
  readonly offers: Offers;
  readonly admission: Admission;
  readonly guide: Guide;
  /** What rings at the guide's desk. */
  readonly help: { readonly ringing: (hall: HallConfig) => Promise<HelpRing[]> };
  /** What somebody should look at. */
  readonly alarms: Pick<Alarms, 'of'>;
  readonly read: Reader;
  readonly clock: Clock;
  readonly publish: Publish;
  /** The address that phones reach the hall by. */
  readonly publicUrl: string | undefined;
}

/** How many days around now screens know the hours of: longer than a row of holidays. */
const openingDays = 15;

/** A hall as a whole: its set-up, its queues now, its windows now. */
export class Overview {
  private readonly d: Dependencies;
  private readonly catalogues = new WeakMap<HallConfig, { day: string; text: string }>();
  private readonly readiness: ReadinessFacts;
  /** The minute of the last tick, and what the hours of each hall said then. */
  private lookedAt = '';
  private readonly hoursOf = new Map<string, string>();

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.readiness = new ReadinessFacts(dependencies);
  }

  halls(): Promise<HallSummary[]> {
    return store.halls(this.d.read);
  }

  /** @throws Problem `hall_not_found` */
  async hall(code: string): Promise<Hall> {
    const config = await this.d.commands.hall(code);
    const { read, clock } = this.d;
    const now = clock.now(config.id);
    const states = new Map((await store.windows(read, config.id)).map((w) => [w.id, w]));
    const { open, next } = await runUnit(read, this.d.hours.isOpen(config, now));
    const offers = await this.offersAt(config, now);
    const openings = await openingsOf(this.d, config, now);
    return {
      code: config.code,
      name: config.name,
      ...config.place,
      timezone: config.timezone,
      enforceHours: config.enforceHours,
      hours: [...config.hours],
      zones: config.zones.map(({ code, name }) => ({ code, name })),
      queues: config.queues.map((q) => ({
        code: q.code,
        name: q.name,
        prefix: q.prefix,
        serviceLevelMinutes: q.serviceLevelSeconds / 60,
        ...(q.dailyQuota === null ? {} : { dailyQuota: q.dailyQuota }),
        ...(q.slotCapacity === null ? {} : { slotCapacity: q.slotCapacity }),
        ...(q.slotMinutes === null ? {} : { slotMinutes: q.slotMinutes }),
        ...(q.appointmentKinds.join() === 'window'
          ? {}
          : { appointmentKinds: [...q.appointmentKinds] }),
        ...(q.appointmentLink === null ? {} : { appointmentLink: q.appointmentLink }),
        ...(q.hours === null ? {} : { hours: [...q.hours] }),
        ...(q.quotas.length === 0 ? {} : { quotas: [...q.quotas] }),
        ...(q.category === null ? {} : { category: q.category }),
        windows: [...offers.windowsOf(q)],
        zones: [...q.zoneCodes],
      })),
      windows: config.windows.map((w) => ({
        number: w.number,
        ...(w.label === null ? {} : { label: w.label }),
        name: w.name,
        zone: w.zone.code,
        serves: w.serves.map((s) => ({
          queue: config.queueById.get(s.queueId)!.code,
          handicapMinutes: s.handicapSeconds / 60,
        })),
        status: states.get(w.id)!.status,
        ...(isForRegions(config, w) ? { forRegions: true as const } : {}),
      })),
      categories: config.categories.map((c) => ({
        code: c.code,
        name: c.name,
        creditMinutes: c.creditSeconds / 60,
        atKiosk: c.atKiosk,
      })),
      settings: config.settings,
      notices: [...config.notices],
      duty: [...config.duty],
      regions: [...config.regions],
      media: [...config.media],
      logo: config.logo === null ? null : `/api/halls/${config.code}/logo?${config.configVersion}`,
      ...(config.accent === null ? {} : { accent: config.accent }),
      version: (await store.hallVersion(read, config.id)).version,
      setup: config.configVersion,
      day: serviceDay(now, config.timezone),
      open: open || !config.enforceHours,
      nextOpening: next,
      openings,
      publicUrl: this.d.publicUrl ?? null,
    };
  }

  /** The catalogue of today, as JSON: checked and written once a set-up and day, for all who ask. */
  async catalogue(code: string): Promise<string> {
    const config = await this.d.commands.hall(code);
    const day = serviceDay(this.d.clock.now(config.id), config.timezone);
    const known = this.catalogues.get(config);
    if (known?.day === day) return known.text;
    const text = JSON.stringify(Catalogue.parse(catalogueOf(config, day)));
    this.catalogues.set(config, { day, text });
    return text;
  }

  /** The queues as they are now; where no tickets are left, with what is possible instead. */
  async queues(code: string): Promise<QueueState[]> {
    const hall = await this.d.commands.hall(code);
    const now = this.d.clock.now(hall.id);
    const day = serviceDay(now, hall.timezone);
    const lines = await this.lines(hall, day);
    const states = await this.queueStates(hall, now, await this.offersAt(hall, now), lines);
    const gives = ({ left, offer }: QueueState): boolean => left !== 0 && offer.status === 'open';
    const spent = states
      .filter((state) => !gives(state))
      .map((state) => hall.queueByCode.get(state.queue)!)
      .map((queue) => ({ queue, taken: lines.get(queue.id)?.taken ?? 0 }));
    const instead = await runUnit(this.d.read, this.d.admission.instead(hall, now, spent));
    return states.map((state) => {
      const possible = instead.get(hall.queueByCode.get(state.queue)!.id);
      if (possible === undefined) return state;
      const opens = state.offer.status === 'open' ? possible.next : state.offer.opens;
      return { ...state, next: { opens, slot: possible.nextSlot } };
    });
  }

  /** A hall in short, as people of the region see it. */
  async inShort(hall: HallConfig): Promise<{
    open: boolean;
    nextOpening: Instant | null;
    queues: QueueState[];
    openWindows: number;
  }> {
    const { read, clock, hours } = this.d;
    const now = clock.now(hall.id);
    const { open, next } = await runUnit(read, hours.isOpen(hall, now));
    const lines = await this.lines(hall, serviceDay(now, hall.timezone));
    const queues = await this.queueStates(hall, now, await this.offersAt(hall, now), lines);
    const openWindows = await store.openWindows(read, hall.id);
    return { open: open || !hall.enforceHours, nextOpening: next, queues, openWindows };
  }

  private lines(config: HallConfig, day: string) {
    const ids = config.queues.map((q) => q.id);
    return store.lines(this.d.read, ids, day);
  }

  private offersAt(config: HallConfig, now: Instant): Promise<OfferTable> {
    return runUnit(this.d.read, this.d.offers.at(config, now));
  }

  private async queueStates(
    config: HallConfig,
    now: Instant,
    offers: OfferTable,
    lines: Awaited<ReturnType<Overview['lines']>>,
  ): Promise<QueueState[]> {
    const { read, estimates, admission } = this.d;
    const waits = await estimates.fresh(config, serviceDay(now, config.timezone), now);
    const takenOf = (queueId: string): number => lines.get(queueId)?.taken ?? 0;
    const left = await runUnit(read, admission.leftOfAll(config, now, takenOf));
    return config.queues.map((q) => {
      const { waiting, since } = lines.get(q.id) ?? { waiting: 0, since: null };
      return {
        queue: q.code,
        name: q.name,
        waiting,
        openWindows: waits.openWindows(q.id),
        estimate: waits.wait(q.id, waiting),
        ...paused(waits.pausedSince(q.id)),
        ...opening(waits.opens(q.id)),
        longestSeconds: since === null ? 0 : Math.max(0, secondsBetween(since, now)),
        serviceLevelMinutes: q.serviceLevelSeconds / 60,
        left: left.get(q.id) ?? null,
        offer: offers.of(q.id),
      };
    });
  }

  /** The topic `hall`. @throws Problem `hall_not_found` */
  async state(config: HallConfig): Promise<HallState> {
    const { read, clock, hours } = this.d;
    const now = clock.now(config.id);
    const day = serviceDay(now, config.timezone);
    const { version } = await store.hallVersion(read, config.id);
    const states = new Map((await store.windows(read, config.id)).map((w) => [w.id, w]));
    const byStatus = await store.ticketsByStatus(read, config.id, day);
    const count = (...statuses: string[]): number =>
      statuses.reduce((sum, s) => sum + (byStatus.get(s) ?? 0), 0);
    const times = await runUnit(read, hours.isOpen(config, now));
    const taken = [...byStatus.values()].reduce((sum, n) => sum + n, 0);
    const offers = await this.offersAt(config, now);
    const since = offers.since(times.since);
    const facts = await this.readiness.of(config, [...states.values()], since, taken);
    const lines = await this.lines(config, day);
    const queues = await this.queueStates(config, now, offers, lines);
    const alarms = await this.d.alarms.of(
      config,
      momentOf({ ...{ config, now, day, facts, lines, queues }, states, offers }),
      idleSince(facts),
    );
    return {
      version,
      at: now,
      setup: config.configVersion,
      hall: config.code,
      day,
      open: !config.enforceHours || times.open,
      queues,
      windows: config.windows.map((w) => {
        const row = states.get(w.id)!;
        return {
          window: w.number,
          ...(w.label === null ? {} : { label: w.label }),
          onDuty: offers.isOnDuty(w),
          zone: w.zone.code,
          status: row.status,
          clerk: row.clerk,
          clerkName: row.clerk_name,
          number: row.number,
          ticketStatus: row.ticket_status,
          since: row.ticket_since ?? row.since,
          pauseReason: row.pause_reason,
        };
      }),
      totals: {
        taken,
        waiting: count('waiting'),
        inHand: count('called', 'serving'),
        held: count('held'),
        missed: count('missed'),
        done: count('done'),
        cancelled: count('cancelled'),
        expired: count('expired'),
        referred: count('referred'),
      },
      companions: await this.d.guide.companions(config),
      help: await this.d.help.ringing(config),
      readiness: {
        opened: facts.opened,
        inHours: times.inHours,
        checks: readinessOf(facts),
      },
      alarms,
    };
  }

  /** What somebody should look at now. */
  async alarms(config: HallConfig): Promise<Alarm[]> {
    return (await this.state(config)).alarms;
  }

  async versionOf({ id }: HallConfig): Promise<number> {
    return (await store.hallVersion(this.d.read, id)).version;
  }

  /** The screens of every hall are told anew: something changed that is of no hall. */
  async tellAll(): Promise<void> {
    const { read, publish } = this.d;
    for (const { code } of await store.halls(read)) {
      const { id } = await this.d.commands.hall(code);
      publish(id, (await store.hallVersion(read, id)).version, { all: true });
    }
  }

  /**
   * What the clock alone changes: hours, notices and pictures begin and end. The screens of a hall where they did are
   * told; in each process, since each has its own screens.
   */
  async tick(): Promise<void> {
    const { read, clock, hours, publish } = this.d;
    const now = clock.now();
    const minute = now.slice(0, 16);
    if (minute === this.lookedAt) return;
    this.lookedAt = minute;
    for (const { code } of await store.halls(read)) {
      const config = await this.d.commands.hall(code);
      const { open, inHours } = await runUnit(read, hours.isOpen(config, now));
      const offers = await this.offersAt(config, now);
      const shown = showingSign([...config.notices, ...config.media], now);
      const messages = await countStanding(read, config.id, now);
      const is = `${open} ${inHours} ${signOf(config, offers, now)} ${shown} ${messages}`;
      const was = this.hoursOf.get(config.id);
      this.hoursOf.set(config.id, is);
      if (was !== undefined && was !== is)
        publish(config.id, (await store.hallVersion(read, config.id)).version, { all: true });
    }
  }
}

const paused = (since: Instant | null): Pick<QueueState, 'pausedSince'> =>
  since === null ? {} : { pausedSince: since };

const opening = (opens: Instant | null): Pick<QueueState, 'opens'> =>
  opens === null ? {} : { opens };

/** What the clock changes of a hall's queues and windows, as one text: another text, another state. */
function signOf(config: HallConfig, offers: OfferTable, now: Instant): string {
  const { timezone } = config;
  const time = localTime(now, timezone).time.slice(0, 5);
  return [
    ...config.queues.map((q) => offers.of(q.id).status[0]),
    ...config.windows.map((w) => (offers.isOnDuty(w) ? '+' : '-')),
    // A part of the day with tickets of its own begins or ends.
    ...config.queues.flatMap((q) => q.quotas.filter((p) => p.from <= time).map(({ from }) => from)),
    ...config.queues.flatMap((q) => q.quotas.filter((p) => p.to <= time).map(({ to }) => to)),
  ].join('');
}

/** The packages valid on a day, those that are to come, and everything that they name. */
function catalogueOf(config: HallConfig, day: string): Catalogue {
  const offered = [...new Set(config.packages.map((p) => p.code))].flatMap(
    (p) => packageOn(config, p, day) ?? packageComing(config, p, day) ?? [],
  );
  return {
    directions: config.directions.map((d) => ({
      code: d.code,
      name: d.name,
      stages: d.stages.map(({ code, name }) => ({ code, name })),
    })),
    departments: config.departments.map(({ code, name }) => ({ code, name })),
    matters: config.matters.filter((m) => m.active).map((m) => matterInFile(config, m)),
    packages: offered.map((p) => packageInFile(config, p)),
  };
}

/** From yesterday on: what has just closed matters to screens, and what opens after a row of holidays. */
async function openingsOf(
  { read, plan }: Pick<Dependencies, 'read' | 'plan'>,
  hall: HallConfig,
  now: Instant,
): Promise<{ from: Instant; to: Instant }[]> {
  const yesterday = addDays(serviceDay(now, hall.timezone), -1);
  const plans = await runUnit(read, plan(hall, yesterday, openingDays));
  return [...plans].flatMap(({ periods }) =>
    periods.map(({ begins, ends }) => ({ from: begins, to: ends })),
  );
}
