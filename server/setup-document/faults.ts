import { Catalogue } from '../../shared/contract/catalogue.ts';
import { HallFile, HallSettings, type Hours } from '../../shared/contract/hall.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import { type Issue, Problem } from '../../shared/errors.ts';
import { faultAt, faultsOfForm } from '../../shared/faults.ts';
import { canBeAccent, contrastOf, leastAccentContrast } from '../../shared/rules/contrast.ts';
import { catalogueFaults, type Fault, hallFaults } from './check.ts';
import { logoFaults } from './logo.ts';

/** A document, or why it is none: each fault with its place, `hall.…` or `catalogue.…`. Pure. */
export type ReadSetup =
  | { readonly document: SetupDocument; readonly faults: readonly [] }
  | { readonly document: SetupDocument | null; readonly faults: readonly Issue[] };

export function readSetup(draft: { hall: unknown; catalogue: unknown }): ReadSetup {
  const hall = HallFile.safeParse(draft.hall, { reportInput: true });
  const catalogue = Catalogue.safeParse(draft.catalogue, { reportInput: true });
  if (!hall.success || !catalogue.success)
    return {
      document: null,
      faults: [
        ...(hall.success ? [] : under('hall', faultsOfForm(hall.error, ''))),
        ...(catalogue.success ? [] : under('catalogue', faultsOfForm(catalogue.error, ''))),
      ],
    };
  const document = { hall: hall.data, catalogue: catalogue.data };
  return { document, faults: setupFaults(document) };
}

/** The same for what has to be one. @throws Problem `bad_setup` with the faults under `issues` */
export function requireSetup(draft: { hall: unknown; catalogue: unknown }): SetupDocument {
  const { document, faults } = readSetup(draft);
  if (document === null || faults.length > 0) throw badSetup(faults);
  return document;
}

export function badSetup(faults: readonly Issue[]): Problem {
  const first = faults.slice(0, 5).map((f) => `${f.path}: ${f.message}`);
  return new Problem('bad_setup', first.join('; '), { issues: faults });
}

/** Every fault of a document that is well formed. Pure. */
export function setupFaults({ hall, catalogue }: SetupDocument): Issue[] {
  const queues = new Set(hall.queues.map((q) => q.code));
  return [
    ...under('hall', [...hallFaults(hall), ...moreHallFaults(hall)]),
    ...under('catalogue', [...catalogueFaults(catalogue, queues), ...coLeadFaults(catalogue)]),
  ];
}

function under(part: string, faults: readonly Issue[]): Issue[] {
  return faults.map((f) => ({ ...f, path: f.path === '' ? part : `${part}.${f.path}` }));
}

function moreHallFaults(hall: HallFile): Issue[] {
  const faults: Issue[] = [];
  const fault: Fault = (path, code, facts) => void faults.push(faultAt(path, code, facts));
  hoursFaults(hall.hours, 'hours', fault);
  hall.queues.forEach((q, i) => {
    q.hours?.forEach((h, j) => {
      if (!endsLater(h)) fault(`queues.${i}.hours.${j}`, 'ends_before_it_begins');
    });
    hoursFaults(q.hours ?? [], `queues.${i}.hours`, fault);
    if ((q.slotCapacity ?? 0) > 0 && q.slotMinutes === undefined)
      fault(`queues.${i}.slotMinutes`, 'slot_length_needed');
  });
  labelFaults(hall, fault);
  dutyFaults(hall, fault);
  stationFaults(hall, fault);
  shownFaults(hall, fault);
  if (hall.accent !== undefined && !canBeAccent(hall.accent))
    fault('accent', 'accent_too_light', {
      contrast: Math.floor(contrastOf(hall.accent, '#ffffff') * 10) / 10,
      least: leastAccentContrast,
    });
  if ((hall.lat === undefined) !== (hall.lon === undefined))
    fault(hall.lat === undefined ? 'lat' : 'lon', 'coordinate_missing');
  if (hall.parent === hall.code) fault('parent', 'parent_of_itself');
  if (hall.logo !== undefined) logoFaults(hall.logo, 'logo', fault);
  return faults;
}

/** 00:00 as an end is the midnight that ends the day. */
const endOf = ({ to }: Hours): string => (to === '00:00' ? '24:00' : to);
const endsLater = (h: Hours): boolean => h.from < endOf(h);

/** Periods of one day that lie over each other: which of them counts would be chance. */
export function hoursFaults(hours: readonly Hours[], path: string, fault: Fault): void {
  hours.forEach((h, i) => {
    const other = hours
      .slice(0, i)
      .find(
        (o) => o.days.some((day) => h.days.includes(day)) && o.from < endOf(h) && h.from < endOf(o),
      );
    if (other !== undefined && endsLater(h) && endsLater(other))
      fault(`${path}.${i}`, 'hours_overlap', { from: other.from, to: endOf(other) });
  });
}

function labelFaults({ windows }: HallFile, fault: Fault): void {
  windows.forEach(({ label, number }, i) => {
    if (label === undefined) return;
    const others = windows.filter((w) => w.number !== number);
    if (windows.slice(0, i).some((w) => w.label === label && w.number !== number))
      fault(`windows.${i}.label`, 'label_twice', { code: label });
    else if (others.some((w) => String(w.number) === label))
      fault(`windows.${i}.label`, 'label_is_number', { code: label });
  });
}

function dutyFaults({ duty, queues, windows }: HallFile, fault: Fault): void {
  const codes = new Set(queues.map((q) => q.code));
  const numbers = new Set(windows.map((w) => w.number));
  duty.forEach(({ kind, queues: named, windows: at }, i) => {
    if (duty.findIndex((d) => d.kind === kind) < i)
      fault(`duty.${i}.kind`, 'stands_twice', { code: kind });
    named.forEach((code, j) => {
      if (!codes.has(code)) fault(`duty.${i}.queues.${j}`, 'unknown_queue', { code });
    });
    at.forEach((number, j) => {
      if (!numbers.has(number)) fault(`duty.${i}.windows.${j}`, 'unknown_window', { code: number });
    });
  });
}

/** The category that a station or a client gives, and the regions that tickets can be for. */
function stationFaults({ queues, categories, regions, settings }: HallFile, fault: Fault): void {
  const codes = new Set(categories.map((c) => c.code));
  // Nobody chose the usual one: a hall without it may have no clients.
  const { clientCategory: code } = settings;
  if (!codes.has(code) && code !== HallSettings.shape.clientCategory.parse(undefined))
    fault('settings.clientCategory', 'unknown_category', { code });
  queues.forEach(({ category }, i) => {
    if (category !== undefined && !codes.has(category))
      fault(`queues.${i}.category`, 'unknown_category', { code: category });
  });
  regions.forEach(({ code }, i) => {
    if (regions.findIndex((region) => region.code === code) < i)
      fault(`regions.${i}.code`, 'stands_twice', { code });
  });
}

function shownFaults(hall: HallFile, fault: Fault): void {
  const zones = new Set(hall.zones.map((z) => z.code));
  for (const part of ['notices', 'media'] as const)
    hall[part].forEach(({ from, to, zones: named = [] }, i) => {
      if (from !== undefined && to !== undefined && from >= to)
        fault(`${part}.${i}.to`, 'ends_before_it_begins');
      named.forEach((code, j) => {
        if (!zones.has(code)) fault(`${part}.${i}.zones.${j}`, 'unknown_zone', { code });
      });
    });
}

function coLeadFaults({ packages, departments }: Catalogue): Issue[] {
  const codes = new Set(departments.map((d) => d.code));
  return packages.flatMap(({ coDepartments = [] }, i) =>
    coDepartments.flatMap((code, j) =>
      codes.has(code)
        ? []
        : faultAt(`packages.${i}.coDepartments.${j}`, 'unknown_department', { code }),
    ),
  );
}
