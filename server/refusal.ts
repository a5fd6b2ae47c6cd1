/** What the administrator is told, and the process ends with, by what is in the way. */
export const exitCodes = {
  /** Another server has the data. */
  served: 1,
  /** There are no data. */
  nothing: 1,
  /** The data are damaged. */
  damaged: 65,
  /** The database does not answer. */
  away: 69,
  /** The disk is full, or cannot be written. */
  disk: 73,
  /** The data are of a newer version, or of another site. */
  data: 78,
  /** A setting cannot be used, or the site's key is not there. */
  settings: 78,
} as const;

/** Why a program cannot do its work, in one sentence with what to do: no stack, for no programmer. */
export class Refusal extends Error {
  readonly chinese: string;
  readonly exitCode: number;

  constructor(
    reason: keyof typeof exitCodes,
    { chinese, english, cause }: { chinese: string; english: string; cause?: unknown },
  ) {
    super(english, cause === undefined ? undefined : { cause });
    this.name = 'Refusal';
    this.chinese = chinese;
    this.exitCode = exitCodes[reason];
  }

  /** As it is printed, in Chinese and English. */
  get text(): string {
    return `\n  ${this.chinese}\n  ${this.message}\n\n`;
  }
}
