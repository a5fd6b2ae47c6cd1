/** What waits in a line: of which lane it is, and whether it takes the long way. */
interface Waiting {
  readonly lane: string;
  readonly long: boolean;
  /** When it came, on the process's own clock. */
  readonly since: number;
}

/** So many at most go together. */
const mostTogether = 64;

/**
 * Those that wait for one writer: each in the order of its lane, and the lanes in turn, so that one
 * of which very many wait is no other's wait.
 */
export class FairLine<Job extends Waiting> {
  private readonly lanes = new Map<string, Job[]>();

  /** At the end of its lane. */
  add(job: Job): void {
    const jobs = this.lanes.get(job.lane);
    if (jobs === undefined) this.lanes.set(job.lane, [job]);
    else jobs.push(job);
  }

  /** At the head of their lanes again, in their order, before all others. */
  putBack(jobs: readonly Job[]): void {
    const others = [...this.lanes];
    this.lanes.clear();
    for (const job of jobs) this.add(job);
    for (const [lane, waiting] of others)
      this.lanes.set(lane, [...(this.lanes.get(lane) ?? []), ...waiting]);
  }

  /**
   * The next that go together, all short or all long. A lane of which some went waits behind the
   * others for its next turn.
   *
   * @param share how many of one lane at most
   * @param to what they come to, which is under way: alike
   */
  next(share: number, to: readonly Job[] = []): Job[] {
    const together: Job[] = [];
    for (const [lane, jobs] of [...this.lanes]) {
      const { long } = to[0] ?? together[0] ?? jobs[0]!;
      const other = jobs.findIndex((job) => job.long !== long);
      const alike = other === -1 ? jobs.length : other;
      const count = Math.min(alike, share, mostTogether - to.length - together.length);
      if (count === 0) continue;
      together.push(...jobs.splice(0, count));
      this.lanes.delete(lane);
      if (jobs.length > 0) this.lanes.set(lane, jobs);
    }
    return together;
  }

  get length(): number {
    return [...this.lanes.values()].reduce((n, jobs) => n + jobs.length, 0);
  }

  get isEmpty(): boolean {
    return this.lanes.size === 0;
  }

  /** When the one that has waited longest came; undefined: none waits. */
  get oldest(): number | undefined {
    const heads = [...this.lanes.values()].map((jobs) => jobs[0]!.since);
    return heads.length === 0 ? undefined : Math.min(...heads);
  }
}
