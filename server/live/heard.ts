/**
 * Which versions of the halls this process has heard of, so that it knows when it missed one. All up
 * to `upTo` are known; those beyond it came before one that is still missing.
 */
export class Heard {
  private readonly upTo = new Map<string, number>();
  private readonly beyond = new Map<string, Set<number>>();

  /** How many halls are followed, and versions kept that came before others. */
  get size(): number {
    return this.upTo.size + this.beyond.size;
  }

  isFollowed(hallId: string): boolean {
    return this.upTo.has(hallId);
  }

  /** A hall is followed from this version on; one that is followed already stays as it is. */
  follow(hallId: string, version: number): void {
    if (!this.upTo.has(hallId)) this.reached(hallId, version);
  }

  add(hallId: string, version: number): void {
    const upTo = this.upTo.get(hallId);
    if (upTo === undefined || version <= upTo) return;
    const beyond = this.beyond.get(hallId) ?? new Set();
    beyond.add(version);
    let next = upTo;
    while (beyond.delete(next + 1)) next += 1;
    this.upTo.set(hallId, next);
    if (beyond.size === 0) this.beyond.delete(hallId);
    else this.beyond.set(hallId, beyond);
  }

  /** Whether a version up to this one was missed. */
  missed(hallId: string, version: number): boolean {
    return (this.upTo.get(hallId) ?? 0) < version;
  }

  /** Everything up to this version is shown, as if it had been heard of. */
  reached(hallId: string, version: number): void {
    const later = [...(this.beyond.get(hallId) ?? [])].filter((v) => v > version);
    this.beyond.delete(hallId);
    this.upTo.set(hallId, version);
    for (const one of later) this.add(hallId, one);
  }

  /** Nobody in the hall watches any more. */
  forget(hallId: string): void {
    this.upTo.delete(hallId);
    this.beyond.delete(hallId);
  }

  /** What was heard of could not be shown: it counts as missed. */
  lost(hallId: string): void {
    if (this.isFollowed(hallId)) this.upTo.set(hallId, 0);
    this.beyond.delete(hallId);
  }
}
