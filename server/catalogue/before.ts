import type { HallChange } from '../../shared/contract/change.ts';
import type { HallConfig, MatterConfig } from '../hall/config.ts';

/** The same parts of the hall's set-up as they were before a change: for the log. Pure. */
export function beforeChange(hall: HallConfig, change: HallChange): HallChange {
  const was: HallChange = {};
  if (change.name !== undefined) was.name = hall.name;
  if (change.notices !== undefined) was.notices = [...hall.notices];
  if (change.media !== undefined) was.media = [...hall.media];
  if (change.enforceHours !== undefined) was.enforceHours = hall.enforceHours;
  if (change.hours !== undefined) was.hours = [...hall.hours];
  if (change.settings !== undefined) was.settings = kept(hall.settings, change.settings);
  if (change.zones !== undefined)
    was.zones = change.zones.flatMap(({ code }) => {
      const zone = hall.zones.find((z) => z.code === code);
      return zone === undefined ? [] : [{ code, name: zone.name }];
    });
  if (change.queues !== undefined)
    was.queues = change.queues.flatMap((to) => {
      const queue = hall.queueByCode.get(to.code);
      if (queue === undefined) return [];
      const { code, name, dailyQuota, slotCapacity, slotMinutes, serviceLevelSeconds } = queue;
      const { appointmentLink } = queue;
      const appointmentKinds = [...queue.appointmentKinds];
      const serviceLevelMinutes = serviceLevelSeconds / 60;
      const all = {
        ...{ code, name, serviceLevelMinutes, dailyQuota, slotCapacity, slotMinutes },
        ...{ appointmentKinds, appointmentLink },
      };
      return [kept(all, to) as typeof to];
    });
  if (change.windows !== undefined)
    was.windows = change.windows.flatMap((to) => {
      const window = hall.windowByNumber.get(to.number);
      if (window === undefined) return [];
      const serves = window.serves.map(({ queueId, handicapSeconds }) => ({
        queue: hall.queueById.get(queueId)!.code,
        handicapMinutes: handicapSeconds / 60,
      }));
      const { number, name, zone } = window;
      return [kept({ number, name, zone: zone.code, serves }, to) as typeof to];
    });
  if (change.categories !== undefined)
    was.categories = change.categories.flatMap((to) => {
      const category = hall.categoryByCode.get(to.code);
      if (category === undefined) return [];
      const { code, name, creditSeconds, atKiosk } = category;
      return [kept({ code, name, creditMinutes: creditSeconds / 60, atKiosk }, to) as typeof to];
    });
  if (change.packages !== undefined)
    was.packages = change.packages.flatMap((to) => {
      const found = hall.packages.find((p) => p.code === to.code && p.version === to.version);
      return found === undefined ? [] : [wordsOf(found, to, found.guide)];
    });
  if (change.matters !== undefined)
    was.matters = change.matters.flatMap((to) => {
      const found = hall.matterByCode.get(to.code);
      return found === undefined ? [] : [wordsOf(found, to)];
    });
  return was;
}

/** What was said of a package or a matter: the parts that are said anew. */
function wordsOf<T extends object>(
  { papers, aliases }: Pick<MatterConfig, 'papers' | 'aliases'>,
  to: T,
  guide: string | null = null,
): T {
  return { ...to, ...kept({ papers: [...(papers ?? [])], aliases: [...aliases], guide }, to) };
}

/** Of `all`, the members that `named` has too. */
function kept<T extends object>(all: T, named: object): Partial<T> {
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => Object.hasOwn(named, key)),
  ) as Partial<T>;
}
