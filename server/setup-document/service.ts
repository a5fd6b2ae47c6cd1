import type {
  NewHall,
  Setup,
  SetupCheck,
  SetupDraft,
  SetupPublication,
  SetupRetired,
  SetupRevisions,
  SetupRevisionWhole,
} from '../../shared/contract/setup.ts';
import type { z } from 'zod';
import { type Hall, HallFile, type Logo } from '../../shared/contract/hall.ts';
import { placeOf } from '../../shared/contract/place.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { type Issue, Problem } from '../../shared/errors.ts';
import { faultAt } from '../../shared/faults.ts';
import { requireMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Clock } from '../clock.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import { findHall } from '../hall/config-store.ts';
import type { Ids } from '../ids.ts';
import type { Overview } from '../overview/service.ts';
import { differencesOf } from './differences.ts';
import { documentOf, retiredOf } from './document.ts';
import { publishedEvent } from './events.ts';
import { badSetup, readSetup } from './faults.ts';
import { holdsOf, leftBehind } from './holds.ts';
import { documentToMake, makeHall, modelOf } from './making.ts';
import { publishNextDay, publishNow } from './publishing.ts';
import { inUse, setupChanged } from './refusals.ts';
import * as store from './revision-store.ts';
import type { MediaFiles } from '../media/service.ts';
import { setupWarnings } from './warnings.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly overview: Overview;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Gives halls the holidays that the product knows. */
  readonly seedCalendars: (tx: Tx) => Promise<void>;
  readonly media: Pick<MediaFiles, 'faultsOf'>;
}

/** The set-up of a hall as one document with revisions. */
export class SetupDocuments {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** The set-up in force, and what waits. @throws Problem `forbidden`, `hall_not_found` */
  async setup(hallCode: string, who: Actor): Promise<Setup> {
    const { id } = await this.hallFor(hallCode, who, 'see-setup');
    // The number first: a document that is newer than its number is refused when it is published; one
    // that is older would undo what came between.
    const { current, next } = await store.standing(this.d.read, id);
    const hall = await this.d.commands.hall(hallCode);
    return {
      ...documentOf(hall, this.dayOf(hall)),
      revision: current?.revision ?? 0,
      next: next === null ? null : { revision: next.revision, from: next.from_day },
    };
  }

  /** What was offered once and can come back. @throws Problem as `setup` */
  async retired(hallCode: string, who: Actor): Promise<SetupRetired> {
    const hall = await this.hallFor(hallCode, who, 'see-setup');
    return retiredOf(hall, this.dayOf(hall));
  }

  /** What a draft would do; changes nothing. @throws Problem as `setup` */
  async check(
    hallCode: string,
    draft: z.infer<typeof SetupDraft>,
    who: Actor,
  ): Promise<SetupCheck> {
    const hall = await this.hallFor(hallCode, who, 'see-setup');
    const { document, faults } = readFor(hall, draft);
    if (document === null) return { faults: [...faults], warnings: [], changes: [], holds: [] };
    const { read } = this.d;
    const day = this.dayOf(hall);
    const above = await this.parentIssues(draft.hall);
    return {
      faults: [...faults, ...(await this.missingMedia(draft.hall)), ...above.faults],
      warnings: [
        ...setupWarnings(document),
        ...above.warnings,
        ...(await leftBehind(read, hall, document, day)),
      ],
      changes: differencesOf(documentOf(hall, day), document, day),
      holds: await holdsOf(read, hall, document, day),
    };
  }

  /**
   * Makes a document the hall's set-up: at once, or with the first command of the next service day.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `setup_changed` with the newest revision; `bad_setup`
   *   and `in_use` with each place under `issues`
   */
  async publish(
    hallCode: string,
    publication: SetupPublication,
    request: CommandRequest & { who: Actor },
  ): Promise<{ revision: number }> {
    const { id } = await this.hallFor(hallCode, request.who, 'publish-setup');
    const missing = [
      ...(await this.missingMedia(publication.hall)),
      ...(await this.parentIssues(publication.hall)).faults,
    ];
    return this.d.commands.inHall(id, request, async (c) => {
      const at = await store.standing(c.tx, id);
      if (at.newest !== publication.revision) throw await setupChanged(c.tx, at);
      const { document, faults } = readFor(c.hall, publication);
      if (document === null || faults.length + missing.length > 0)
        throw badSetup([...faults, ...missing]);
      const { note, from } = publication;
      const wish = { document, note: note === '' ? undefined : note };
      if (from === 'now') {
        const holds = await holdsOf(c.tx, c.hall, document, c.day);
        if (holds.length > 0) throw inUse(holds);
      }
      const published =
        from === 'now'
          ? await publishNow(c, { ...wish, newId: this.d.ids.id })
          : await publishNextDay(c, wish);
      return {
        answer: { revision: published.revision },
        event: publishedEvent(published, from, wish.note),
        touched: from === 'now' ? { all: true } : {},
      };
    });
  }

  /** Who changed what when, newest first. @throws Problem as `setup` */
  async revisions(hallCode: string, who: Actor): Promise<SetupRevisions> {
    const { id } = await this.hallFor(hallCode, who, 'see-setup');
    const rows = await store.heads(this.d.read, id);
    const names = await store.namesOf(
      this.d.read,
      rows.map((r) => r.actor),
    );
    return {
      revisions: rows.map((row) => store.revisionOf(row, names)),
      next: rows.find((r) => r.state === 'next')?.revision ?? null,
    };
  }

  /** One revision as a document, with what it changed. @throws Problem as `setup`; `not_found` */
  async revision(hallCode: string, revision: number, who: Actor): Promise<SetupRevisionWhole> {
    const { id } = await this.hallFor(hallCode, who, 'see-setup');
    const { read } = this.d;
    const found = await store.find(read, id, revision);
    const { document } = readSetup(
      (found?.document ?? {}) as { hall: unknown; catalogue: unknown },
    );
    if (found === null || document === null)
      throw new Problem('not_found', `Revision ${revision} is not kept`);
    const { head } = found;
    const base = await store.before(read, id, revision);
    const was = base === null ? null : await store.find(read, id, base);
    const before = was === null ? null : readSetup(was.document as typeof document).document;
    return {
      ...store.revisionOf(head, await store.namesOf(read, [head.actor])),
      ...document,
      differences: before === null ? [] : differencesOf(before, document, head.from_day),
    };
  }

  /**
   * Makes a hall: empty, or with the set-up of another.
   *
   * @throws Problem `forbidden`, `already_exists`; `hall_not_found` of the other; `bad_setup`
   */
  async create(wish: NewHall, request: CommandRequest & { who: Actor }): Promise<Hall> {
    requireMay(request.who, 'make-halls');
    const { code, name, timezone } = wish;
    const like = wish.follows ?? wish.from;
    const other = like === undefined ? null : await this.d.commands.hall(like);
    const base = other === null ? null : documentOf(other, this.dayOf(other));
    const place = placeOf(wish);
    // Told before the lock: a document that is none keeps nobody waiting.
    documentToMake({ code, name, timezone, place }, base);
    const { ids } = this.d;
    await this.d.commands.inSite(request, async (tx, now) => {
      if ((await findHall(tx, 'code', code)) !== null)
        throw new Problem('already_exists', `There is a hall "${code}" already`);
      const model = like === undefined ? null : await modelOf(tx, like, now);
      await makeHall(tx, documentToMake({ code, name, timezone, place }, model?.document ?? null), {
        ...{ now, who: request.who, newId: ids.id },
        follows: wish.follows === undefined ? null : model,
      });
      await this.d.seedCalendars(tx);
      const data = { hall: code, name: name['zh-Hans'], ...(like && { like }) };
      return { answer: null, event: { command: 'make-hall', data } };
    });
    return this.d.overview.hall(code);
  }

  /** @throws Problem `not_found` where the hall has none */
  async logo(hallCode: string): Promise<{ type: Logo['type']; bytes: Buffer }> {
    const { logo } = await this.d.commands.hall(hallCode);
    if (logo === null) throw new Problem('not_found', 'The hall has no logo');
    return { type: logo.type, bytes: Buffer.from(logo.data, 'base64') };
  }

  /** Pictures and films that a draft names and that are not here (any more). */
  private async missingMedia(hall: unknown): Promise<Issue[]> {
    const { data } = HallFile.pick({ media: true }).safeParse(hall);
    return this.d.media.faultsOf(data?.media ?? [], 'hall.media');
  }

  /** A hall above that is not here is told: it may come yet. One that is below already is a fault. */
  private async parentIssues(hall: unknown): Promise<{ faults: Issue[]; warnings: Issue[] }> {
    const none = { faults: [], warnings: [] };
    const { data } = HallFile.pick({ code: true, parent: true }).safeParse(hall);
    if (data?.parent === undefined || data.parent === data.code) return none;
    const parents = await store.parents(this.d.read);
    if (!parents.has(data.parent)) {
      const { parent: code } = data;
      return { ...none, warnings: [faultAt('hall.parent', 'unknown_hall', { code })] };
    }
    const seen = new Set<string>();
    for (let at: string | null = data.parent; at !== null && !seen.has(at);) {
      if (at === data.code)
        return { ...none, faults: [faultAt('hall.parent', 'parents_in_circle')] };
      seen.add(at);
      at = parents.get(at) ?? null;
    }
    return none;
  }

  private async hallFor(
    code: string,
    who: Actor,
    right: 'see-setup' | 'publish-setup',
  ): Promise<HallConfig> {
    requireMay(who, right, code);
    return this.d.commands.hall(code);
  }

  private dayOf(hall: HallConfig): string {
    return serviceDay(this.d.clock.now(hall.id), hall.timezone);
  }
}

/** A draft for one hall: another's document has to say so first. */
function readFor(hall: HallConfig, draft: { hall?: unknown; catalogue?: unknown }) {
  const { document, faults } = readSetup({ hall: draft.hall, catalogue: draft.catalogue });
  if (document === null || document.hall.code === hall.code) return { document, faults };
  const fault = faultAt('hall.code', 'not_this_hall', { code: hall.code });
  return { document, faults: [fault, ...faults] };
}
