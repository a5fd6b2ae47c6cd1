import type { Ticket } from '../../shared/contract/ticket.ts';
import { mayCallBeside, windowsBeside } from '../../shared/guidance.ts';
import { type Language, type Text, textIn } from '../../shared/languages.ts';
import { endedStatuses } from '../../shared/transitions.ts';
import { saidAtMost, saidCall, saidMinutes } from '../../shared/rules/foresight/said.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { columnsOf, printable, wrap } from './columns.ts';
import type { SlipHall } from './hall.ts';
import { windowRuns } from '../../shared/window-names.ts';
import { signLine } from './sign.ts';
import { whyOrGroup } from './why.ts';
import { calendarDay, clockTime, duration, slipWords } from './words.ts';

/** Paper widths in millimetres, and the characters that a line of it holds at 8 dots a millimetre. */
export const paperColumns = { 58: 32, 80: 48 } as const;
export type PaperWidth = keyof typeof paperColumns;
/** Characters left blank at either edge: no word touches it. */
export const edge = 1;

/** Sizes of receiptline: how many times wider and higher, and what stands for it. */
const sizes = [
  { times: 6, mark: '^^^^^^^' },
  { times: 5, mark: '^^^^^^' },
  { times: 4, mark: '^^^^^' },
  { times: 3, mark: '^^^^' },
  { times: 2, mark: '^^^' },
] as const;

type Line = string;

/** What the hall itself wrote. */
const nameIn = (text: Text, language: Language): string => printable(textIn(text, language));

/** Text as it is, whatever signs it holds. */
function plain(text: string): string {
  return text.replace(
    /[\\|{}~_"`^=-]/g,
    (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/**
 * The slip of a ticket as a receiptline document: the one text of screen, browser and printer. It
 * carries no name and no ID (rules.md, "Privacy"). The code stands last, so that a screen that shows
 * one beside it can leave it out.
 *
 * @param address of the ticket's page, for the QR code
 * @param now when the people ahead and the wait were counted
 */
export function slipDocument(
  ticket: Ticket,
  hall: SlipHall,
  address: string,
  width: PaperWidth,
  now: Instant,
): string {
  const columns = paperColumns[width] - 2 * edge;
  const { language } = ticket;
  const words = slipWords[language];
  const at = (instant: string): string => clockTime(instant, hall.timezone, language);
  const rule = '-';
  const centred = (text: string, mark = ''): Line[] =>
    clauses(text, columns).map((line) => mark + plain(line));

  const lines: Line[] = [
    ...(hall.logo === null ? [] : [signLine(hall.logo)]),
    ...centred(nameIn(hall.name, language), '"'),
    '',
    biggest(ticket.number, columns),
    '',
    ...double(subject(ticket), columns),
    ...(ticket.region === null ? [] : centred(words.region(nameIn(ticket.region.name, language)))),
    ...cameFrom(ticket, hall, columns),
    rule,
  ];
  const called = ticket.steps.find((step) => step.status === 'called')?.window ?? null;
  if (ticket.referredTo !== undefined) {
    lines.push(...goesOnThere(ticket.referredTo, language, columns));
  } else if (called !== null) {
    // A quiet hall calls before the slip is out.
    lines.push(...centred(words.called));
    for (const place of placesOf([called], ticket, hall))
      lines.push(...double(placeText(place, language), columns));
  } else if (ticket.next !== null) {
    lines.push(...whatToDo(ticket.next.windows, ticket, hall, columns));
    const beside = placesOf(windowsBeside(ticket.steps, ticket.next.windows), ticket, hall);
    const also = mayCallBeside(
      beside.map((place) => placeText(place, language)),
      language,
    );
    if (also !== null) lines.push(...centred(also, '"'));
    lines.push('', ...double(words.ahead(ticket.next.ahead), columns));
    const { estimate, ahead, pausedSince, opens } = ticket.next;
    if (estimate !== null && ahead > 0) {
      const p50 = duration(saidMinutes(estimate.p50) * 60, language);
      const p90 = duration(saidAtMost(estimate) * 60, language);
      lines.push(
        ...centred(words.estimate(p50, p90 === p50 ? null : p90)),
        ...centred(
          words.expected(at(new Date(saidCall(Date.parse(now), estimate.p50)).toISOString())),
        ),
      );
    } else if (opens !== null) lines.push(...centred(words.opensAt(at(opens))));
    else if (pausedSince !== undefined) lines.push(...centred(words.paused(at(pausedSince))));
  }
  const why = whyOrGroup(ticket, hall, at);
  if (why !== null && ticket.referredTo === undefined)
    lines.push(...(called === null ? [''] : []), ...centred(why, '"'));
  lines.push(rule);
  if (ticket.steps.length > 1) lines.push(...stepLines(ticket, hall, columns), rule);
  const { telephone } = hall.settings;
  // A ticket that goes on elsewhere is good for nothing here, and whom to ask there stands above.
  const rules =
    ticket.referredTo === undefined
      ? [
          ...centred(words.valid, '"'),
          ...centred(words.missed),
          ...(telephone === '' ? [] : centred(words.telephone(printable(telephone)))),
        ]
      : [];
  lines.push(
    ...centred(
      words.taken(calendarDay(ticket.takenAt, hall.timezone, language), at(ticket.takenAt)),
    ),
    ...rules,
    '',
    `{code:${address.replace(/[\\{};|]/g, '\\$&')};option:qrcode,6,m}`,
    '',
    ...centred(words.scan),
  );
  return lines.join('\n');
}

/** What the ticket is for: its package, its one matter, or the queue. */
function subject(ticket: Ticket): string {
  const items = ticket.steps.flatMap((step) => step.items);
  const name =
    ticket.packageName ?? (items.length === 1 ? items[0]!.name : ticket.steps[0]!.queueName);
  return nameIn(name, ticket.language);
}

/**
 * 由某大厅转来, with the number that the visitor had there. Such a slip is mostly printed where the visitor
 * comes from, so it says where this hall is.
 */
function cameFrom({ referredFrom, language }: Ticket, hall: SlipHall, columns: number): Line[] {
  if (referredFrom === undefined) return [];
  const { hallName, number } = referredFrom;
  const words = slipWords[language];
  const { address } = hall.place;
  const way = address === undefined ? [] : [words.address(nameIn(address, language))];
  const from = words.referredFrom(nameIn(hallName, language), number);
  return [
    ...clauses(from, columns).map((line) => `"${plain(line)}`),
    ...way.flatMap((text) => clauses(text, columns)).map(plain),
  ];
}

/** 请到某大厅: the hall and the number there stand large, then where it is. */
function goesOnThere(
  { hallName, number, address, telephone }: NonNullable<Ticket['referredTo']>,
  language: Language,
  columns: number,
): Line[] {
  const words = slipWords[language];
  const small = [
    ...(address === undefined ? [] : [words.address(nameIn(address, language))]),
    ...(telephone === undefined ? [] : [words.telephone(printable(telephone))]),
  ];
  return [
    ...double(words.referredTo(nameIn(hallName, language)), columns),
    ...clauses(words.referredNumber, columns).map(plain),
    biggest(number, columns),
    ...small.flatMap((text) => clauses(text, columns)).map(plain),
  ];
}

function openSteps(ticket: Ticket): Ticket['steps'] {
  return ticket.steps.filter((s) => !(endedStatuses as readonly string[]).includes(s.status));
}

/** The number as large as the paper allows. */
function biggest(number: string, columns: number): Line {
  const size = sizes.find(({ times }) => columnsOf(number) * times <= columns) ?? sizes.at(-1)!;
  return size.mark + plain(number);
}

/** What stands large: twice as wide and high on either paper, however many lines it takes. */
function double(text: string, columns: number): Line[] {
  return wrap(text, Math.floor(columns / 2)).map((line) => `^^^${plain(line)}`);
}

/** A sentence that does not fit one line is broken between clauses, where each of them fits one. */
function clauses(text: string, columns: number): string[] {
  if (columnsOf(text) <= columns) return [text];
  const parts = text.split(/(?<=[，：])|(?<=[,:] )/u);
  if (parts.some((part) => columnsOf(part.trimEnd()) > columns)) return wrap(text, columns);
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1) ?? ''}${part}`;
    if (lines.length > 0 && columnsOf(longer.trimEnd()) <= columns)
      lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines.map((line) => line.trimEnd());
}

interface Place {
  readonly zone: string;
  readonly windows: string;
}

/** Zone by zone, so that nobody seeks window 12 in zone A. */
function placesOf(windows: readonly number[], ticket: Ticket, hall: SlipHall): Place[] {
  const words = slipWords[ticket.language];
  return hall.zones.flatMap((zone) => {
    const here = windows.flatMap((n) => hall.windowByNumber.get(n) ?? []);
    const runs = windowRuns(
      here.filter((window) => window.zone.id === zone.id),
      // The hyphen that every printer has at half width.
      '-',
    );
    if (runs.length === 0) return [];
    const zoneName = nameIn(zone.name, ticket.language);
    return { zone: zoneName, windows: words.windows(runs.join(words.comma)) };
  });
}

const placeText = ({ zone, windows }: Place, language: Language): string =>
  `${zone}${slipWords[language].zoneGap}${windows}`;

/** Wait first, go when called: who reads a window first stands at it before anybody has called. */
function whatToDo(
  windows: readonly number[],
  ticket: Ticket,
  hall: SlipHall,
  columns: number,
): Line[] {
  const words = slipWords[ticket.language];
  const places = placesOf(windows, ticket, hall);
  const [only] = places;
  if (only === undefined) return double(words.wait(null), columns);
  return places.length === 1
    ? [
        ...double(words.wait(only.zone), columns),
        ...clauses(words.then, columns).map(plain),
        ...double(only.windows, columns),
      ]
    : [
        ...double(words.wait(null), columns),
        ...clauses(words.then, columns).map(plain),
        ...places.flatMap((place) => double(placeText(place, ticket.language), columns)),
      ];
}

/**
 * The steps and where they are served, all of them in one line each or all in two. Those that wait
 * at once have ＋ before them, those that come one after the other their number.
 */
function stepLines(ticket: Ticket, hall: SlipHall, columns: number): Line[] {
  const words = slipWords[ticket.language];
  const together = openSteps(ticket).filter((s) => s.status === 'waiting').length > 1;
  const left = (text: string, indent = 0): Line[] =>
    wrap(text, columns - indent).map((line) => `|${'~'.repeat(edge + indent)}${plain(line)}`);
  const beside = ticket.language === 'en' ? '+ ' : '＋';
  const steps = ticket.steps.map((step, i) => ({
    name: `${together && step.status === 'waiting' ? beside : `${i + 1} `}${nameIn(step.queueName, ticket.language)}${step.opens === null ? '' : words.opens(clockTime(step.opens, hall.timezone, ticket.language))}`,
    places: placesOf(step.windows, ticket, hall).map((place) => placeText(place, ticket.language)),
  }));
  const oneLine = steps.every(
    ({ name, places }) =>
      places.length <= 1 && columnsOf(name) + 2 + columnsOf(places[0] ?? '') <= columns,
  );
  return [
    ...left(words.steps).map((line) => line.replace(/^\|~+/, (before) => `${before}"`)),
    ...(together ? clauses(words.anyOrder, columns).flatMap((part) => left(part)) : []),
    ...steps.flatMap(({ name, places }) => {
      if (!oneLine) return [...left(name), ...places.flatMap((place) => left(place, 2))];
      const [only = ''] = places;
      const gap = ' '.repeat(columns - columnsOf(name) - columnsOf(only));
      return [`|${'~'.repeat(edge)}${plain(name)}${gap}${plain(only)}`];
    }),
  ];
}
