import type { Keeper } from '../../shared/ui/kept.ts';

const most = 200;
const keptSeconds = 12 * 3600;

/**
 * The ids that this screen has spoken, kept over a reload. Bounded in number and age: the server
 * lists only what is recent, so older ones are never asked for again.
 */
export class SpokenIds {
  private readonly ids = new Map<string, number>();

  private readonly storage: Keeper;
  private readonly place: string;
  private readonly now: () => number;

  constructor(storage: Keeper, place: string, now: () => number) {
    this.storage = storage;
    this.place = place;
    this.now = now;
    try {
      const stored: unknown = JSON.parse(storage.get(place) ?? '[]');
      if (!Array.isArray(stored)) return;
      for (const entry of stored as unknown[]) {
        if (!Array.isArray(entry)) continue;
        const [id, at] = entry as unknown[];
        if (typeof id === 'string' && typeof at === 'number') this.ids.set(id, at);
      }
    } catch {
      // What cannot be read is forgotten: at worst one call rings twice.
    }
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  add(ids: readonly string[]): void {
    const now = this.now();
    for (const id of ids) this.ids.set(id, now);
    for (const [id, at] of this.ids) {
      if (this.ids.size <= most && now - at <= keptSeconds * 1000) break;
      this.ids.delete(id);
    }
    this.storage.set(this.place, JSON.stringify([...this.ids]));
  }
}
