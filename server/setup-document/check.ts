import type { Issue } from '../../shared/errors.ts';
import { faultAt, type FaultCode, type FaultFacts } from '../../shared/faults.ts';
import type { Catalogue } from '../../shared/contract/catalogue.ts';
import type { HallFile } from '../../shared/contract/hall.ts';
import { afterOf, circleIn } from '../../shared/rules/journey.ts';

export type Fault = (path: string, code: FaultCode, facts?: FaultFacts) => void;

/** Every fault of a catalogue that is well formed, with its place. Pure. */
export function catalogueFaults(catalogue: Catalogue, queueCodes: ReadonlySet<string>): Issue[] {
  const faults: Issue[] = [];
  const fault: Fault = (path, code, facts) => void faults.push(faultAt(path, code, facts));
  const departments = new Set(catalogue.departments.map((d) => d.code));
  const matters = new Map(catalogue.matters.map((m) => [m.code, m]));
  doubled(catalogue.departments, 'departments', (d) => d.code, fault);
  doubled(catalogue.matters, 'matters', (m) => m.code, fault);
  doubled(catalogue.directions, 'directions', (d) => d.code, fault);
  doubled(catalogue.packages, 'packages', (p) => `${p.code} version ${p.version}`, fault);
  catalogue.directions.forEach((d, i) =>
    doubled(d.stages, `directions.${i}.stages`, (s) => s.code, fault),
  );

  catalogue.matters.forEach((matter, i) => {
    doubled(matter.aliases ?? [], `matters.${i}.aliases`, (alias) => alias, fault);
    if (!departments.has(matter.department))
      fault(`matters.${i}.department`, 'unknown_department', { code: matter.department });
    if (matter.queue !== undefined && !queueCodes.has(matter.queue))
      fault(`matters.${i}.queue`, 'unknown_queue', { code: matter.queue });
    if (matter.mode === 'hall' && matter.queue === undefined)
      fault(`matters.${i}.queue`, 'queue_needed');
  });

  catalogue.packages.forEach((pack, i) => {
    const at = `packages.${i}`;
    doubled(pack.aliases ?? [], `${at}.aliases`, (alias) => alias, fault);
    const direction = catalogue.directions.find((d) => d.code === pack.direction);
    if (direction === undefined)
      fault(`${at}.direction`, 'unknown_direction', { code: pack.direction });
    else if (!direction.stages.some((s) => s.code === pack.stage))
      fault(`${at}.stage`, 'unknown_stage', { code: pack.stage });
    if (!departments.has(pack.lead)) fault(`${at}.lead`, 'unknown_department', { code: pack.lead });
    if (pack.validTo !== undefined && pack.validTo < pack.validFrom)
      fault(`${at}.validTo`, 'ends_before_it_begins');
    const seen = new Set<string>();
    pack.steps.forEach((step, s) => {
      if (!queueCodes.has(step.queue))
        fault(`${at}.steps.${s}.queue`, 'unknown_queue', { code: step.queue });
      step.matters.forEach((code, m) => {
        const place = `${at}.steps.${s}.matters.${m}`;
        if (seen.has(code)) fault(place, 'stands_twice', { code });
        seen.add(code);
        const matter = matters.get(code);
        if (matter === undefined) fault(place, 'unknown_matter', { code });
        else if (matter.mode !== 'hall')
          fault(place, 'matter_not_in_hall', { code, mode: matter.mode });
      });
      step.after?.forEach((before, a) => {
        if (before >= pack.steps.length)
          fault(`${at}.steps.${s}.after.${a}`, 'unknown_step', { step: before });
      });
    });
    const circle = circleIn(pack.steps.map((step, s) => ({ after: afterOf(step, s) })));
    if (circle !== null) fault(`${at}.steps.${circle}.after`, 'steps_in_circle');
    pack.also?.forEach((item, a) => {
      if (!departments.has(item.department))
        fault(`${at}.also.${a}.department`, 'unknown_department', { code: item.department });
    });
  });
  return faults;
}

/** Every fault of a hall's file that is well formed, with its place. Pure. */
export function hallFaults(hall: HallFile): Issue[] {
  const faults: Issue[] = [];
  const fault: Fault = (path, code, facts) => void faults.push(faultAt(path, code, facts));
  const zones = new Set(hall.zones.map((z) => z.code));
  const queues = new Set(hall.queues.map((q) => q.code));
  doubled(hall.zones, 'zones', (z) => z.code, fault);
  doubled(hall.queues, 'queues', (q) => q.code, fault);
  doubled(hall.queues, 'queues', (q) => q.prefix, fault, 'prefix_twice');
  doubled(hall.windows, 'windows', (w) => String(w.number), fault);
  doubled(hall.categories, 'categories', (c) => c.code, fault);
  try {
    new Intl.DateTimeFormat('en', { timeZone: hall.timezone });
  } catch {
    fault('timezone', 'unknown_time_zone', { code: hall.timezone });
  }
  hall.hours.forEach((h, i) => {
    // 00:00 as an end is the midnight that ends the day.
    if (h.from >= h.to && h.to !== '00:00') fault(`hours.${i}`, 'ends_before_it_begins');
  });
  if (!hall.categories.some((c) => c.code === 'general'))
    fault('categories', 'general_category_missing');
  hall.windows.forEach((w, i) => {
    if (!zones.has(w.zone)) fault(`windows.${i}.zone`, 'unknown_zone', { code: w.zone });
    w.serves.forEach((s, j) => {
      if (!queues.has(s.queue))
        fault(`windows.${i}.serves.${j}.queue`, 'unknown_queue', { code: s.queue });
    });
    doubled(w.serves, `windows.${i}.serves`, (s) => s.queue, fault);
  });
  return faults;
}

function doubled<T>(
  list: readonly T[],
  path: string,
  key: (item: T) => string,
  fault: Fault,
  as: FaultCode = 'stands_twice',
): void {
  const seen = new Set<string>();
  list.forEach((item, i) => {
    const k = key(item);
    if (seen.has(k)) fault(`${path}.${i}`, as, { code: k });
    seen.add(k);
  });
}
