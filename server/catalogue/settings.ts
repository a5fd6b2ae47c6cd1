import type { HallChange } from '../../shared/contract/change.ts';
import type { Hall } from '../../shared/contract/hall.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { type Issue, Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { faultAt } from '../../shared/faults.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import type { MediaFiles } from '../media/service.ts';
import type { Overview } from '../overview/service.ts';
import { changed } from '../setup-document/change.ts';
import { listedPackages } from '../setup-document/document.ts';
import { publishChange } from '../setup-document/publishing.ts';
import { hoursFaults } from '../setup-document/faults.ts';
import { beforeChange } from './before.ts';
import type { Fault } from '../setup-document/check.ts';
import { putPackageTexts } from '../setup-document/package-store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly overview: Overview;
  readonly ids: Ids;
  readonly media: Pick<MediaFiles, 'faultsOf'>;
}

/** What a manager changes about a hall: notices, papers, hours, rules, queues, windows, categories. */
export class Settings {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Changes what is said and leaves the rest. Waiting tickets keep the credit they were given.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` with each bad place under `issues`;
   *   `bad_setup` where the set-up that waits for its day could not come with it
   */
  async change(
    hallCode: string,
    change: HallChange,
    request: CommandRequest & { who: Actor },
  ): Promise<Hall> {
    requireMay(request.who, 'change-hall', hallCode);
    const hall = await this.d.commands.hall(hallCode);
    const missing = await this.d.media.faultsOf(change.media ?? []);
    await this.d.commands.inHall(hall.id, request, async (c) => {
      const faults = [...changeFaults(c.hall, change), ...missing];
      if (faults.length > 0) {
        const detail = faults.map((f) => `${f.path}: ${f.message}`).join('; ');
        throw new Problem('bad_input', detail, { issues: faults });
      }
      // Versions that are over are in no document; their tickets still show what is said of them.
      const inDocument = new Set(
        listedPackages(c.hall, c.day).map((p) => `${p.code} ${p.version}`),
      );
      for (const pack of change.packages ?? [])
        if (!inDocument.has(`${pack.code} ${pack.version}`))
          await putPackageTexts(c.tx, c.hall.id, pack);
      await publishChange(c, this.d.ids.id, (document, inForce) =>
        changed(document, change, inForce),
      );
      return {
        answer: null,
        event: {
          command: 'change-hall',
          data: { ...change, before: beforeChange(c.hall, change) },
        },
        touched: { all: true },
      };
    });
    return this.d.overview.hall(hallCode);
  }
}

/** Every fault of a well-formed change, with its place in the change. Pure. */
export function changeFaults(hall: HallConfig, change: HallChange): Issue[] {
  const faults: Issue[] = [];
  const fault: Fault = (path, code, facts) => void faults.push(faultAt(path, code, facts));
  const twice = (list: readonly (string | number)[], path: (i: number) => string): void => {
    list.forEach((item, i) => {
      if (list.indexOf(item) < i) fault(path(i), 'stands_twice', { code: item });
    });
  };
  change.hours?.forEach((h, i) => {
    if (h.from >= h.to) fault(`hours.${i}.to`, 'ends_before_it_begins');
  });
  hoursFaults(change.hours ?? [], 'hours', fault);
  change.zones?.forEach(({ code }, i) => {
    if (!hall.zones.some((z) => z.code === code))
      fault(`zones.${i}.code`, 'unknown_zone', { code });
  });
  const bounded = { notices: change.notices, media: change.media };
  for (const [list, items = []] of Object.entries(bounded)) {
    items.forEach(({ from, to, zones = [] }, i) => {
      if (from !== undefined && to !== undefined && from >= to)
        fault(`${list}.${i}.to`, 'ends_before_it_begins');
      zones.forEach((code, j) => {
        if (!hall.zones.some((z) => z.code === code))
          fault(`${list}.${i}.zones.${j}`, 'unknown_zone', { code });
      });
    });
  }
  const queues = change.queues ?? [];
  twice(
    queues.map((q) => q.code),
    (i) => `queues.${i}.code`,
  );
  queues.forEach((q, i) => {
    const queue = hall.queueByCode.get(q.code);
    if (queue === undefined) return fault(`queues.${i}.code`, 'unknown_queue', { code: q.code });
    const capacity = q.slotCapacity === undefined ? queue.slotCapacity : q.slotCapacity;
    const minutes = q.slotMinutes === undefined ? queue.slotMinutes : q.slotMinutes;
    if ((capacity ?? 0) > 0 && minutes === null)
      fault(`queues.${i}.slotMinutes`, 'slot_length_needed');
  });
  const windows = change.windows ?? [];
  twice(
    windows.map((w) => w.number),
    (i) => `windows.${i}.number`,
  );
  windows.forEach((w, i) => {
    if (!hall.windowByNumber.has(w.number))
      fault(`windows.${i}.number`, 'unknown_window', { code: w.number });
    if (w.zone !== undefined && !hall.zones.some((z) => z.code === w.zone))
      fault(`windows.${i}.zone`, 'unknown_zone', { code: w.zone });
    const serves = w.serves ?? [];
    serves.forEach((s, j) => {
      if (!hall.queueByCode.has(s.queue))
        fault(`windows.${i}.serves.${j}.queue`, 'unknown_queue', { code: s.queue });
    });
    twice(
      serves.map((s) => s.queue),
      (j) => `windows.${i}.serves.${j}.queue`,
    );
  });
  change.categories?.forEach((category, i) => {
    if (!hall.categoryByCode.has(category.code))
      fault(`categories.${i}.code`, 'unknown_category', { code: category.code });
  });
  change.packages?.forEach(({ code, version, aliases = [] }, i) => {
    twice(aliases, (j) => `packages.${i}.aliases.${j}`);
    if (!hall.packages.some((p) => p.code === code && p.version === version))
      fault(`packages.${i}.code`, 'unknown_package', { code });
  });
  change.matters?.forEach(({ code, aliases = [] }, i) => {
    twice(aliases, (j) => `matters.${i}.aliases.${j}`);
    if (!hall.matterByCode.has(code)) fault(`matters.${i}.code`, 'unknown_matter', { code });
  });
  return faults;
}
