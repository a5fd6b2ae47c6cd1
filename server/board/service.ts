import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { sentencesOf, zoneLetters } from '../../shared/spoken.ts';
import type { Announcement, BoardCall, BoardState } from '../../shared/contract/board.ts';
import type { Medium, Notice } from '../../shared/contract/hall.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import type { HallConfig, WindowConfig, ZoneConfig } from '../hall/config.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { Reader } from '../db/open.ts';
import { runUnit } from '../db/unit.ts';
import { messagesOnBoards } from '../hall/message-store.ts';
import type { Offers, OfferTable } from '../offers/service.ts';
import { announcedSeconds } from '../../shared/rules/limits.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import { isShown } from '../../shared/rules/showing.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly offers: Offers;
  readonly read: Reader;
  readonly clock: Clock;
}

/** The latest calls that a board gets: more than the largest board shows. */
const callsShown = 20;
/** The announcements that it gets, the oldest: the next ones come as these are spoken. */
const announcementsListed = 12;

/** So many are read of a whole hall, whatever its clerks repeat; more where it has many windows. */
const mostUnspoken = 2000;

/** A board's state, and the tickets whose calls it shows. */
export interface Shown {
  readonly state: BoardState;
  readonly tickets: ReadonlySet<string>;
}

/** What all boards of a hall have in common. */
export interface HallNow {
  readonly hall: HallConfig;
  readonly now: Instant;
  readonly day: string;
  readonly version: number;
  readonly states: ReadonlyMap<string, Awaited<ReturnType<typeof store.windowStates>>[number]>;
  readonly counts: ReadonlyMap<string, number>;
  readonly offers: OfferTable;
  /** What is still to be spoken, the oldest first. */
  readonly unspoken: readonly store.StandingCall[];
  /** From the manager, for boards of a zone (its id) or of all. */
  readonly messages: Awaited<ReturnType<typeof messagesOnBoards>>;
}

/** What hangs over the hall: numbers and windows, nothing else (rules.md, "Privacy"). */
export class Board {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `hall_not_found`, `unknown_zone` */
  async state(hallCode: string, zoneCode: string | null): Promise<BoardState> {
    const hall = await this.d.commands.hall(hallCode);
    return (await this.shown(await this.hallNow(hall), zoneCode)).state;
  }

  /** What the boards of a hall have in common, read once for all of them. */
  async hallNow(hall: HallConfig): Promise<HallNow> {
    const { read } = this.d;
    const now = this.d.clock.now(hall.id);
    const day = serviceDay(now, hall.timezone);
    // Before all else: nothing that is shown is older than the version that it has.
    const { version } = await store.hallVersion(read, hall.id);
    const since = plus(now, -announcedSeconds);
    const limit = Math.max(mostUnspoken, hall.windows.length * announcementsListed);
    const [windows, counts, unspoken, offers, messages] = await Promise.all([
      store.windowStates(read, hall.id),
      store.waitingCounts(read, hall.id, day),
      store.unspoken(read, { hall: hall.id, day, since, limit }),
      runUnit(read, this.d.offers.at(hall, now)),
      messagesOnBoards(read, hall.id, now),
    ]);
    const states = new Map(windows.map((w) => [w.id, w]));
    return { hall, now, day, version, states, counts, unspoken, offers, messages };
  }

  /** The board of a zone, or of the whole hall. @throws Problem `unknown_zone` */
  async shown(
    { hall, now, day, version, states, counts, unspoken, offers, messages }: HallNow,
    zoneCode: string | null,
  ): Promise<Shown> {
    const { read } = this.d;
    const zone = zoneCode === null ? null : zoneOf(hall, zoneCode);
    if (zone === undefined) throw new Problem('unknown_zone', `There is no zone "${zoneCode}"`);
    const windows =
      zone === null ? hall.windows : hall.windows.filter((w) => w.zone.id === zone.id);
    const served = new Set(windows.flatMap((w) => w.serves.map((s) => s.queueId)));
    const calls = await store.latestCalls(read, hall.id, day, zone?.id ?? null, callsShown);
    const toSpeak = unspoken
      .filter((call) => zone === null || call.zone_id === zone.id)
      .slice(0, announcementsListed);
    const here = (item: Notice | Medium): boolean => isShown(item, zone?.code ?? null, now);
    const said = messages.filter((m) => m.zone === null || m.zone === zone?.id);
    const severalZones = zone === null && hall.zones.length > 1;
    const state: BoardState = {
      version,
      at: now,
      setup: hall.configVersion,
      hall: hall.code,
      zone: zone?.code ?? null,
      calls: calls.map((call) => boardCall(hall, call)),
      windows: windows.map((w) => ({
        window: w.number,
        ...labelled(w),
        zone: w.zone.code,
        ...(offers.isOnDuty(w) ? {} : { offDuty: true as const }),
        status: states.get(w.id)?.status ?? 'closed',
        number: states.get(w.id)?.number ?? null,
      })),
      queues: hall.queues
        .filter((q) => served.has(q.id))
        .map((q) => ({
          queue: q.code,
          waiting: counts.get(q.id) ?? 0,
          ...(offers.of(q.id).status === 'closed' ? { closed: true as const } : {}),
        })),
      notices: saidNow(said, hall.notices.filter(here)),
      media: hall.media.filter(here).map(({ file, seconds }) => ({ file, seconds })),
      announcements: toSpeak.map((call) => announcement(hall, call, severalZones)),
    };
    return { state, tickets: new Set([...calls, ...toSpeak].map((call) => call.ticket_id)) };
  }

  /**
   * The loudspeaker of the zone has spoken it: the instant is kept; told twice, the first counts.
   *
   * @throws Problem `forbidden` unless a display of the hall; `not_found`
   */
  async spoken(
    hallCode: string,
    id: string,
    request: CommandRequest & { who: Actor },
  ): Promise<void> {
    const hall = await this.d.commands.hall(hallCode);
    const { who } = request;
    requireMay(who, 'speak', hall.code);
    await this.d.commands.inHall(hall.id, request, async (c) => {
      const version = Number(id.split('-')[0]);
      const call = Number.isSafeInteger(version)
        ? await store.callOfVersion(c.tx, { hall: c.hall.id, day: c.day, version })
        : null;
      if (call === null || signOf(call) !== id)
        throw new Problem('not_found', 'There is no such announcement');
      await store.markSpoken(c.tx, call.id, who.id, c.now);
      return {
        answer: null,
        event: {
          command: 'spoken',
          stepId: call.step_id,
          windowId: call.window_id,
          data: { announcement: id },
        },
        touched: { windows: [call.window_id] },
      };
    });
  }
}

/**
 * What a call is known by on boards, which hold many: short, and another one again where the hall
 * was taken back to a copy and comes to the same version a second time.
 */
export function signOf(call: Pick<store.StandingCall, 'id' | 'version'>): string {
  return `${call.version}-${call.id.slice(-4)}`;
}

/** What a call is by now. A call at another window, or before a later one, is over. */
function statusOf(call: store.StandingCall): BoardCall['status'] {
  const here = call.step_window_id === call.window_id;
  if (here && call.step_status === 'called') return 'called';
  if (here && call.step_status === 'serving') return 'serving';
  if (call.step_status === 'missed' && call.at === call.last_called_at) return 'missed';
  return 'over';
}

/** A board that stands open in a zone that was retired shows an empty one. */
function zoneOf(hall: HallConfig, code: string): ZoneConfig | undefined {
  return [...hall.zoneById.values()].find((zone) => zone.code === code);
}

function boardCall(hall: HallConfig, call: store.StandingCall): BoardCall {
  const status = statusOf(call);
  const window = hall.windowById.get(call.window_id)!;
  return {
    id: signOf(call),
    number: call.number,
    window: window.number,
    ...labelled(window),
    zone: hall.zoneById.get(call.zone_id)!.code,
    at: call.at,
    recall: call.recall === 1,
    status,
    ...(status === 'missed' ? { missedAt: call.status_since } : {}),
  };
}

/** `severalZones`: the board shows more than one zone, and the sentence names the window's. */
function announcement(
  hall: HallConfig,
  call: store.StandingCall,
  severalZones: boolean,
): Announcement {
  const zone = hall.zoneById.get(call.zone_id)!;
  const window = hall.windowById.get(call.window_id)!;
  const said = {
    number: call.number,
    window: window.number,
    ...labelled(window),
    recall: call.recall === 1,
  };
  const letters = severalZones ? zoneLetters(zone.name['zh-Hans']) : null;
  return {
    id: signOf(call),
    zone: zone.code,
    at: call.at,
    text: sentencesOf(said, severalZones ? zone.name : null),
    speech: {
      ...said,
      ...(letters === null ? {} : { zone: letters }),
      languages: spokenIn(hall, call.language),
    },
  };
}

/** The hall's languages, and the visitor's own where it is another. */
function spokenIn(hall: HallConfig, ticketLanguage: string): string[] {
  const own = ticketLanguage === 'en' ? 'en' : 'zh-Hans';
  return [...new Set<string>([...hall.settings.announceLanguages, own])];
}

/** What is said for today's need goes before what is said every day, and alone. */
function saidNow(
  messages: readonly { readonly text: BoardState['notices'][number] }[],
  notices: readonly Notice[],
): BoardState['notices'] {
  if (messages.length > 0) return messages.map(({ text }) => text);
  return notices.map(({ from: _, to: __, zones: ___, ...text }) => text);
}

/** What stands at a window instead of its number, where something does. */
function labelled({ label }: WindowConfig): { label?: string } {
  return label === null ? {} : { label };
}
