import type { Alarm, AlarmAct } from '../contract/alarm.ts';
import type { WindowStatus } from '../transitions.ts';
import { type Instant, latest, plus } from './instants.ts';

/*
 * When something in a hall calls for somebody (screens.md, "Live hall"). Each rule is a pure function
 * of what was read and the instant; it says what is so now. `standingOf` decides what of it stands.
 */

/** Seconds that something has to last before it is an alarm; what is set in a hall is not here. */
export const alarmAfter = {
  /** A board, kiosk or pad that says nothing; each gives a sign of life once a minute. */
  deviceSilent: 120,
  /** A window with nobody in hand while people wait whom it could call. */
  windowIdle: 120,
  /** A home visit whose time has come and that nobody has ended. */
  visitOverdue: 2 * 60 * 60,
  /** A request for a home visit that nobody has taken. */
  visitUnanswered: 24 * 60 * 60,
  /** Another system that could not be told anything. */
  webhookFailing: 60 * 60,
} as const;

/** An alarm of waits ends at this share of the limit, so that it does not come and go with each call. */
const wellBelow = 0.9;
/** More silent devices than these are said in one: a switch or a socket is out. */
const mostDevices = 5;
/** Windows offered for one thing to do: the likeliest; whoever does it may choose another. */
const mostOffered = 1;

/** Something that is so now; an alarm once it has been so for `after` seconds. */
export interface Condition extends Omit<Alarm, 'at'> {
  /** Since when; null: since it was seen first. */
  readonly since: Instant | null;
  readonly after: number;
  /** From when on `after` counts, where that is later than `since`. */
  readonly counted?: Instant;
}

export interface WindowFact {
  readonly number: number;
  readonly status: WindowStatus;
  readonly onDuty: boolean;
  /** Since when it is open, paused or closed; null: never was anything else. */
  readonly since: Instant | null;
  /** The codes of the queues that it serves. */
  readonly serves: readonly string[];
  readonly hand: { readonly number: string; readonly since: Instant } | null;
}

export interface QueueFact {
  readonly code: string;
  readonly waiting: number;
  /** Since when the first who can be called waits; null: nobody can. */
  readonly waitingSince: Instant | null;
  readonly openWindows: number;
  /** Who comes now waits so long, in seconds; null: nobody knows. */
  readonly expected: number | null;
  /** Since when its calls have paused although somebody waits; null: they have not. */
  readonly pausedSince: Instant | null;
  /** The standard, in seconds. */
  readonly limit: number;
}

export interface DeviceFact {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly seenAt: Instant;
}

/** What the rules are asked about. */
export interface AlarmMoment {
  readonly now: Instant;
  readonly day: string;
  /** The hall has been open before; else its list says what is missing, and nothing is due. */
  readonly opened: boolean;
  /** When the present hours of its calendar began; null: it is closed. */
  readonly openSince: Instant | null;
  readonly windows: readonly WindowFact[];
  readonly queues: readonly QueueFact[];
  /** Whether an alarm stood when it was looked at last, by `keyOf`. */
  readonly stood: (key: string) => boolean;
}

export const keyOf = ({ code, subject }: Pick<Condition, 'code' | 'subject'>): string =>
  `${code} ${subject}`;

const act = (name: AlarmAct['act'], to: Omit<AlarmAct, 'act'> = {}): AlarmAct => ({
  act: name,
  ...to,
});
const numbered = (windows: readonly WindowFact[], name: AlarmAct['act']): AlarmAct[] =>
  windows.slice(0, mostOffered).map(({ number }) => act(name, { window: number }));

/** It should be at work, and no window is open. @param since see `idleSince` */
export function noWindow(at: AlarmMoment, since: Instant | null): Condition[] {
  if (since === null) return [];
  const paused = at.windows.filter(({ status }) => status === 'paused');
  const closed = at.windows.filter(({ status, onDuty }) => status === 'closed' && onDuty);
  return [
    {
      code: 'no-window',
      subject: '',
      detail: '',
      severity: 'urgent',
      about: {},
      since,
      after: 0,
      acts: [...numbered(paused, 'resume-window'), ...numbered(closed, 'open-window')],
    },
  ];
}

/** Windows that could help a queue: paused or closed ones that serve it, then open ones that do not. */
function helpFor(queue: QueueFact, at: AlarmMoment): AlarmAct[] {
  const serving = at.windows.filter(({ serves }) => serves.includes(queue.code));
  const waitingAt = ({ serves }: WindowFact): number =>
    at.queues.reduce((sum, q) => (serves.includes(q.code) ? sum + q.waiting : sum), 0);
  const others = at.windows
    .filter((window) => window.status === 'open' && !serving.includes(window))
    .map((window) => ({ window, load: waitingAt(window) + (window.hand === null ? 0 : 1) }))
    .sort((a, b) => a.load - b.load || a.window.number - b.window.number);
  return [
    ...numbered(
      serving.filter(({ status }) => status === 'paused'),
      'resume-window',
    ),
    ...numbered(
      serving.filter(({ status, onDuty }) => status === 'closed' && onDuty),
      'open-window',
    ),
    ...others
      .slice(0, mostOffered)
      .map(({ window }) => act('add-queue', { window: window.number, queue: queue.code })),
  ];
}

/** People wait whom nobody serves, or longer than the standard, or will. */
export function queueWaits(at: AlarmMoment): Condition[] {
  return at.queues.flatMap((queue): Condition[] => {
    const { code, waiting, waitingSince, openWindows, expected, pausedSince, limit } = queue;
    if (waiting === 0) return [];
    const about = { queue: code, count: waiting };
    const of = (name: string, detail: number) => ({
      code: name,
      subject: code,
      detail: String(detail),
      about,
      after: 0,
      acts: helpFor(queue, at),
    });
    if (openWindows === 0)
      return [{ ...of('queue-unserved', waiting), severity: 'urgent', since: waitingSince }];
    const paused: Condition[] =
      pausedSince === null
        ? []
        : [{ ...of('queue-paused', waiting), severity: 'attention', since: pausedSince }];
    const bound = (name: string): number =>
      at.stood(keyOf({ code: name, subject: code })) ? limit * wellBelow : limit;
    if (waitingSince !== null && plus(waitingSince, bound('queue-late')) < at.now) {
      // Just below the limit it still stands, and did not begin in the future.
      const began = plus(waitingSince, limit);
      const since = began > at.now ? null : began;
      const messages = [act('message-boards')];
      const late = of('queue-late', limit);
      const acts = [...late.acts, ...messages];
      return [...paused, { ...late, acts, severity: 'urgent', since }];
    }
    if (expected === null || expected <= bound('queue-expected')) return paused;
    return [...paused, { ...of('queue-expected', limit), severity: 'attention', since: null }];
  });
}

/** A window without a ticket in hand while people wait whom it could call; as many windows as people. */
export function idleWindows(at: AlarmMoment): Condition[] {
  const left = new Map(
    at.queues.map((q) => [q.code, q.waitingSince === null ? 0 : q.waiting] as const),
  );
  return at.windows.flatMap(({ number, status, hand, serves }): Condition[] => {
    if (status !== 'open' || hand !== null) return [];
    const queue = serves.find((code) => (left.get(code) ?? 0) > 0);
    if (queue === undefined) return [];
    const waiting = left.get(queue)!;
    left.set(queue, waiting - 1);
    return [
      {
        code: 'window-idle',
        subject: String(number),
        detail: String(waiting),
        severity: 'attention',
        about: { window: number, queue, count: waiting },
        // Between two visitors there is a moment of nobody: it has to last.
        since: null,
        after: alarmAfter.windowIdle,
        acts: [act('call-clerk', { window: number })],
      },
    ];
  });
}

/** A ticket that is very long in hand. @param minutes from when on; 0: never */
export function longInHand(at: AlarmMoment, minutes: number): Condition[] {
  if (minutes === 0) return [];
  return at.windows.flatMap(({ number, hand }): Condition[] =>
    hand === null
      ? []
      : [
          {
            code: 'ticket-long',
            subject: String(number),
            detail: String(minutes),
            severity: 'attention',
            about: { window: number, ticket: hand.number },
            since: hand.since,
            after: minutes * 60,
            acts: [act('call-clerk', { window: number })],
          },
        ],
  );
}

/**
 * Boards, kiosks and pads that say nothing in opening hours.
 *
 * @param listeningSince since when this server could hear them
 */
export function silentDevices(
  at: AlarmMoment,
  devices: readonly DeviceFact[],
  listeningSince: Instant,
): Condition[] {
  const { openSince, now } = at;
  if (!at.opened || openSince === null) return [];
  // What is switched off over night has its time in the morning.
  const counted = latest(openSince, listeningSince);
  const dueAt = ({ seenAt }: DeviceFact): Instant =>
    plus(latest(seenAt, counted), alarmAfter.deviceSilent);
  const silent = devices.filter((device) => dueAt(device) <= now);
  if (silent.length > mostDevices) {
    const since = silent.map(({ seenAt }) => seenAt).reduce((a, b) => (a < b ? a : b));
    const count = silent.length;
    return [
      {
        code: 'devices-silent',
        subject: '',
        detail: String(count),
        severity: 'urgent',
        about: { count },
        since,
        after: 0,
        acts: [act('go-device')],
      },
    ];
  }
  return silent.map(({ id, name, kind, seenAt }) => ({
    code: 'device-silent',
    subject: name,
    detail: kind,
    severity: 'urgent' as const,
    about: { device: id },
    since: seenAt,
    after: alarmAfter.deviceSilent,
    counted,
    acts: [act('reload-device', { device: id }), act('go-device', { device: id })],
  }));
}

/**
 * People wait, a window is open for them, and nobody is called.
 *
 * @param lastCall of the day; null: none yet
 * @param minutes from when on; 0: never
 */
export function callsStill(
  at: AlarmMoment,
  lastCall: Instant | null,
  minutes: number,
): Condition[] {
  const served = at.queues.filter((q) => q.waitingSince !== null && q.openWindows > 0);
  if (minutes === 0 || at.openSince === null || served.length === 0) return [];
  const codes = served.map(({ code }) => code);
  const open = at.windows.filter(
    ({ status, serves }) => status === 'open' && serves.some((code) => codes.includes(code)),
  );
  // Nobody can be called before somebody waits and a window is open.
  const waitsSince = served.map((q) => q.waitingSince!).reduce((a, b) => (a < b ? a : b));
  const openSince = open.flatMap(({ since }) => since ?? []).sort()[0] ?? at.openSince;
  const count = served.reduce((sum, q) => sum + q.waiting, 0);
  const free = open.filter(({ hand }) => hand === null);
  return [
    {
      code: 'calls-still',
      subject: '',
      detail: String(minutes),
      severity: 'urgent',
      about: { count },
      after: minutes * 60,
      since: [waitsSince, openSince, lastCall ?? waitsSince].reduce(latest),
      acts: [...numbered(free, 'call-clerk'), act('message-terminals')],
    },
  ];
}
