import type { Ticket } from '../../shared/contract/ticket.ts';
import { type Language, type Text, textIn } from '../../shared/languages.ts';
import { endedStatuses } from '../../shared/transitions.ts';
import type { HallConfig } from '../hall/config.ts';
import { columnsOf, printable, wrap } from './columns.ts';
import { calendarDay, clockTime, duration, slipWords, windowRuns } from './words.ts';

/** Paper widths in millimetres, and the characters that a line of it holds at 8 dots a millimetre. */
export const paperColumns = { 58: 32, 80: 48 } as const;
export type PaperWidth = keyof typeof paperColumns;

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
 * The slip of a ticket as a receiptline document: the one text of screen, browser and printer.
 * It carries no name, no ID and no category (rules.md, "Privacy").
 *
 * @param address of the ticket's page, for the QR code
 */
export function slipDocument(
  ticket: Ticket,
  hall: HallConfig,
  address: string,
  width: PaperWidth,
): string {
  const columns = paperColumns[width];
  const words = slipWords[ticket.language];
  const at = (instant: string): string => clockTime(instant, hall.timezone, ticket.language);
  const rule = '-';
  const centred = (text: string, mark = ''): Line[] =>
    wrap(text, columns).map((line) => mark + plain(line));

  const lines: Line[] = [
    ...centred(nameIn(hall.name, ticket.language), '"'),
    '',
    biggest(ticket.number, columns),
    '',
    ...headline(subject(ticket), columns),
    rule,
  ];
  const called = ticket.steps.find((step) => step.status === 'called')?.window ?? null;
  if (called !== null) {
    // A quiet hall calls before the slip is out.
    lines.push(...centred(words.called));
    for (const place of placesOf([called], ticket, hall)) lines.push(...headline(place, columns));
    lines.push(rule);
  } else if (ticket.next !== null) {
    const several = openSteps(ticket).length > 1;
    lines.push(...centred(several ? words.firstGo : words.goNow));
    for (const place of placesOf(ticket.next.windows, ticket, hall))
      lines.push(...headline(place, columns));
    lines.push('', ...headline(words.ahead(ticket.next.ahead), columns));
    const { estimate } = ticket.next;
    if (estimate !== null) {
      const p50 = duration(estimate.p50, ticket.language);
      const p90 = duration(estimate.p90, ticket.language);
      const wait = words.estimate(p50, p90 === p50 ? null : p90);
      const parts = columnsOf(wait) <= columns ? [wait] : wait.split(/(?<=[，,]) ?/);
      lines.push(...parts.flatMap((part) => centred(part)));
    }
    const treated = at(ticket.treatedAsCameAt);
    if (treated !== at(ticket.takenAt)) lines.push(...centred(words.treated(treated), '"'));
    lines.push(rule);
  }
  if (ticket.steps.length > 1) lines.push(...stepLines(ticket, hall, columns), rule);
  lines.push(
    '',
    `{code:${address.replace(/[\\{};|]/g, '\\$&')};option:qrcode,6,m}`,
    '',
    ...centred(words.scan),
    ...centred(words.listen),
    ...centred(words.missed),
    '',
    ...centred(
      words.taken(calendarDay(ticket.takenAt, hall.timezone, ticket.language), at(ticket.takenAt)),
    ),
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

function openSteps(ticket: Ticket): Ticket['steps'] {
  return ticket.steps.filter((s) => !(endedStatuses as readonly string[]).includes(s.status));
}

/** The number as large as the paper allows. */
function biggest(number: string, columns: number): Line {
  const size = sizes.find(({ times }) => columnsOf(number) * times <= columns) ?? sizes.at(-1)!;
  return size.mark + plain(number);
}

/** Double size where that takes at most three lines, else emphasised. */
function headline(text: string, columns: number): Line[] {
  const doubled = wrap(text, Math.floor(columns / 2));
  return doubled.length <= 3
    ? doubled.map((line) => `^^^${plain(line)}`)
    : wrap(text, columns).map((line) => `"${plain(line)}`);
}

/** Zone by zone, so that nobody seeks window 12 in zone A. */
function placesOf(windows: readonly number[], ticket: Ticket, hall: HallConfig): string[] {
  const words = slipWords[ticket.language];
  return hall.zones.flatMap((zone) => {
    const here = windows.filter((n) => hall.windowByNumber.get(n)?.zone.id === zone.id);
    if (here.length === 0) return [];
    return `${nameIn(zone.name, ticket.language)}${words.zoneGap}${words.windows(windowRuns(here, words.comma))}`;
  });
}

function stepLines(ticket: Ticket, hall: HallConfig, columns: number): Line[] {
  const words = slipWords[ticket.language];
  const together = ticket.steps.filter((s) => s.status === 'waiting').length > 1;
  const lines: Line[] = wrap(words.steps, columns).map((line) => `|"${plain(line)}`);
  if (together) lines.push(...wrap(words.anyOrder, columns).map((line) => `|${plain(line)}`));
  ticket.steps.forEach((step, i) => {
    const name = `${i + 1} ${nameIn(step.queueName, ticket.language)}`;
    const places = placesOf(step.windows, ticket, hall);
    const [only = ''] = places;
    if (places.length === 1 && columnsOf(name) + 2 + columnsOf(only) <= columns) {
      const gap = ' '.repeat(columns - columnsOf(name) - columnsOf(only));
      lines.push(`|${plain(name)}${gap}${plain(only)}`);
      return;
    }
    lines.push(...wrap(name, columns).map((line) => `|${plain(line)}`));
    for (const place of places)
      lines.push(...wrap(place, columns - 2).map((line) => `|~~${plain(line)}`));
  });
  return lines;
}
