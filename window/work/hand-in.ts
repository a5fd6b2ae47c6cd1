import { computed, shallowRef } from 'vue';
import { z } from 'zod';
import {
  mostApplications,
  type NewApplication,
  Receipt,
  usualPromise,
} from '../../shared/contract/application.ts';
import { type Catalogue, PromisedDays } from '../../shared/contract/catalogue.ts';
import type { Hall } from '../../shared/contract/hall.ts';
import type { ProjectList, ProjectSummary } from '../../shared/contract/project.ts';
import { api } from '../../shared/ui/http.ts';

/** A line of what is handed in, as it is typed. */
export const HandedIn = z.object({
  matter: z.string(),
  receipt: z.string(),
  days: z.string(),
  /** The code of a project; empty: it belongs to none. */
  project: z.string().default(''),
});
export type HandedIn = z.infer<typeof HandedIn>;

export const mostHandedIn = mostApplications;

export const isReceiptFault = ({ receipt }: HandedIn): boolean =>
  receipt.trim() !== '' && !Receipt.safeParse(receipt).success;
export const isDaysFault = ({ days }: HandedIn): boolean =>
  days.trim() !== '' && !PromisedDays.safeParse(Number(days)).success;
export const isFaulty = (row: HandedIn): boolean => isReceiptFault(row) || isDaysFault(row);

/** The lines as the end of the visit sends them. */
export function toSend(rows: readonly HandedIn[]): { applications?: NewApplication[] } {
  if (rows.length === 0) return {};
  return {
    applications: rows.map(({ matter, receipt, days, project }) => ({
      matter,
      ...(receipt.trim() === '' ? {} : { receipt: Receipt.parse(receipt) }),
      ...(days.trim() === '' ? {} : { promisedWorkingDays: Number(days) }),
      ...(project === '' ? {} : { project }),
    })),
  };
}

type Matters = Catalogue['matters'];
/** The matters of a hall in one of its set-ups: asked for once, not with every ticket. */
const kept = new Map<string, Promise<Matters>>();

function mattersOf({ code, setup }: Pick<Hall, 'code' | 'setup'>): Promise<Matters> {
  const key = `${code} ${setup}`;
  const asked =
    kept.get(key) ??
    api
      .get<Catalogue>(`/api/halls/${encodeURIComponent(code)}/catalogue`)
      .then(({ matters }) => matters);
  kept.set(key, asked);
  // Asked again with the next press: until then there is no list to choose from.
  asked.catch(() => kept.delete(key));
  return asked;
}

/** What can be handed in here: what the visitor has come for, then the other matters of the queue. */
export function useMatters(
  hall: Pick<Hall, 'code' | 'setup'>,
  here: { readonly queue: () => string; readonly ticked: () => readonly string[] },
) {
  const all = shallowRef<Matters>([]);
  const load = async (): Promise<void> => {
    all.value = await mattersOf(hall).catch(() => all.value);
  };
  const matters = computed(() => {
    const own = here.ticked();
    const first = all.value.filter(({ code }) => own.includes(code));
    const others = all.value.filter(
      ({ code, queue }) => queue === here.queue() && !own.includes(code),
    );
    return first.length + others.length > 0 ? [...first, ...others] : all.value;
  });
  const promised = (code: string): number =>
    all.value.find((matter) => matter.code === code)?.promisedWorkingDays ?? usualPromise;
  return { matters, promised, load };
}

/** The projects that something handed in can belong to. Most halls have none. */
export function useProjects({ code }: Pick<Hall, 'code'>) {
  const projects = shallowRef<readonly Pick<ProjectSummary, 'code' | 'name'>[]>([]);
  const load = async (): Promise<void> => {
    const path = `/api/halls/${encodeURIComponent(code)}/projects?status=open&limit=200`;
    const all = await api.get<ProjectList>(path).catch(() => null);
    if (all !== null) projects.value = all.projects;
  };
  return { projects, load };
}
