import type { ActCost, Costs } from './costs.ts';
import type { HalfHour, Province } from './province.ts';

/** What one machine of each kind is taken to bear. */
export interface Machines {
  /** Of a server process's one processor, so much is used at the most: the rest is for bursts. */
  readonly processLoad: number;
  readonly databaseCores: number;
  readonly databaseLoad: number;
  /** That a server process may open, and that PostgreSQL takes as it is set up by itself. */
  readonly connectionsAProcess: number;
  readonly databaseConnections: number;
  /** Messages a second that one Redis delivers, over all who hear them. */
  readonly redisMessages: number;
}

/** What the province needs in the busiest minute of a half-hour. */
export interface Need {
  readonly from: string;
  readonly tickets: number;
  readonly ticketsASecond: number;
  readonly callsASecond: number;
  readonly waiting: number;
  readonly phones: number;
  readonly phoneMessages: number;
  /** Server processes where every one hears of every act. */
  readonly processes: number;
  /** Processors that the servers' own work takes. */
  readonly serverCores: number;
  /** The same where each serves its own halls and hears of no others. */
  readonly processesByHall: number;
  readonly commits: number;
  readonly rows: number;
  readonly databaseCores: number;
  readonly logMegabytes: number;
  /** Delivered, to every process. */
  readonly redisMessages: number;
  readonly megabits: number;
  readonly gigabytes: number;
  /** Milliseconds in which the largest hall's row is held, of each second. */
  readonly busiestHallMs: number;
}

/** Screens of a hall that hear of each act: boards, console, terminals. */
const screensAHall = 4;
const neverMoreProcesses = 1000;

export function needOf(half: HalfHour, costs: Costs, machines: Machines): Need {
  const [tickets, calls] = [half.ticketsInMinute / 60, half.callsInMinute / 60];
  const both = (of: (cost: ActCost) => number): number =>
    tickets * of(costs.ticket) + calls * of(costs.call);
  const messages = half.phoneMessages / 60;
  const own = (both((c) => c.serverMs) + messages * costs.phone.pushMs) / 1000;
  const heard = both((c) => c.otherProcessMs) / 1000;
  const least = half.tickets + half.calls === 0 ? 1 : 2;
  // Each further process has to hear of what all the others do: it pays that before its own work.
  const room = machines.processLoad - heard;
  const processes =
    room <= 0 ? neverMoreProcesses : Math.max(least, Math.ceil((own - heard) / room));
  const publish = both((c) => c.redisCommands);
  const bytes =
    (tickets + calls) * (costs.answerBytes + screensAHall * costs.boardBytes) +
    messages * costs.phone.bytes;
  return {
    from: half.from,
    ticketsASecond: tickets,
    callsASecond: calls,
    phoneMessages: messages,
    ...{ tickets: half.tickets, waiting: half.waiting, phones: half.phones },
    processes,
    serverCores: own,
    processesByHall: Math.max(least, Math.ceil(own / machines.processLoad)),
    commits: both((c) => c.commits),
    rows: both((c) => c.rows),
    databaseCores: both((c) => c.databaseMs) / 1000,
    logMegabytes: both((c) => c.logKilobytes) / 1024,
    redisMessages: publish * processes,
    megabits: (8 * bytes) / 1e6,
    gigabytes:
      (processes * costs.server.baseMegabytes) / 1024 +
      (half.phones * costs.phone.kilobytes) / 1024 / 1024,
    busiestHallMs:
      ((half.busiestHall / 60) * (costs.ticket.databaseMs + costs.call.databaseMs)) / 2,
  };
}

export interface Breaking {
  readonly what: string;
  /** How large the province can grow until then; below 1 it breaks now. */
  readonly at: number;
  readonly then: string;
}

/** What gives way first, as the province grows: the measure of it at the peak against what bears it. */
export function whatBreaks(
  needs: readonly Need[],
  { halls }: Province,
  costs: Costs,
  machines: Machines,
): Breaking[] {
  const most = (of: (need: Need) => number): number => Math.max(...needs.map(of));
  const heardMs = most(
    (n) =>
      n.ticketsASecond * costs.ticket.otherProcessMs + n.callsASecond * costs.call.otherProcessMs,
  );
  const found: Breaking[] = [
    {
      what: 'one server process',
      at:
        machines.processLoad /
        Math.max(
          1e-9,
          most((n) => n.serverCores),
        ),
      then: 'more processes behind one door; Redis tells them of each other',
    },
    {
      what: `PostgreSQL's ${machines.databaseConnections} connections`,
      at: machines.databaseConnections / most((n) => n.processes * machines.connectionsAProcess),
      then: 'max_connections to match (a process opens 13 at most), or a pooler that keeps transactions whole',
    },
    {
      what: 'processes that hear of every act',
      at: heardMs === 0 ? Infinity : (1000 * machines.processLoad) / heardMs,
      then: 'halls shared out over processes, by the code in the address: each hears of its own only',
    },
    {
      what: `one PostgreSQL of ${machines.databaseCores} cores`,
      at:
        (machines.databaseCores * machines.databaseLoad) /
        Math.max(
          1e-9,
          most((n) => n.databaseCores),
        ),
      then: 'several databases behind one door, each with some cities: no statement goes over halls of two',
    },
    {
      what: 'one Redis',
      at:
        machines.redisMessages /
        Math.max(
          1e-9,
          most((n) => n.redisMessages),
        ),
      then: 'one for each share of halls',
    },
    {
      what: `the largest of ${halls} halls, whose row is its lock`,
      at:
        600 /
        Math.max(
          1e-9,
          most((n) => n.busiestHallMs),
        ),
      then: 'nothing to be done by more machines: a hall of that size is two halls',
    },
  ];
  return found.sort((a, b) => a.at - b.at);
}

/** What it takes where every phone of a day looks on at once, each told every five seconds: it never does. */
export function allPhonesAtOnce(
  { phones }: Province,
  costs: Costs,
  { processLoad }: Machines,
): { messages: number; cores: number; processes: number; gigabytes: number; megabits: number } {
  const messages = phones / 5;
  const cores = (messages * costs.phone.pushMs) / 1000;
  return {
    messages,
    cores,
    processes: Math.ceil(cores / processLoad),
    gigabytes: (phones * costs.phone.kilobytes) / 1024 / 1024,
    megabits: (8 * messages * costs.phone.bytes) / 1e6,
  };
}
