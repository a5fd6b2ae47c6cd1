import { hash, verify } from 'argon2';
import { Problem } from '../../shared/errors.ts';
import { faultAt, type FaultCode } from '../../shared/faults.ts';
import type { Turns } from '../attempts.ts';
import type { Judged } from './strength.ts';

export interface PasswordCost {
  /** KiB of memory. */
  readonly memoryCost: number;
  readonly timeCost: number;
}

/** Where somebody comes from who wants a password compared. */
export interface From {
  /** A device at which this person signed in before; it is let in before others. */
  readonly known: boolean;
  readonly network: string;
}

export type JudgePassword = (input: {
  readonly password: string;
  readonly names: readonly string[];
}) => Promise<Judged>;

/** Tries that find it: below the first nobody may have it, below the second nobody chooses it for himself. */
const tooWeak = 1e3;
const weak = 1e6;

/** Passwords, kept as argon2 hashes. */
export class Passwords {
  private readonly d: {
    /** Passwords are compared a few at a time. */
    readonly turns: Turns;
    readonly judge: JudgePassword;
    /** What a hash costs; absent: argon2's own defaults. */
    readonly cost?: PasswordCost | undefined;
  };
  /** Compared where there is nobody of the name, so that the answer takes as long. */
  private readonly decoy: Promise<string>;
  /** One is judged after the other: the people of a whole hall can be brought in at once. */
  private judging: Promise<unknown> = Promise.resolve();

  /** @param decoy a secret that nobody has */
  constructor(dependencies: Passwords['d'], decoy: string) {
    this.d = dependencies;
    this.decoy = this.hashed(decoy);
  }

  /** A hash that nobody has the password of. */
  nobodys(): Promise<string> {
    return this.decoy;
  }

  hashed(password: string): Promise<string> {
    return hash(password, this.d.cost);
  }

  /** The same where many are made at once: those who sign in meanwhile go first. @throws Problem `too_busy` */
  hashedInTurn(password: string): Promise<string> {
    return this.d.turns.run({ known: false, network: 'list of people' }, () =>
      this.hashed(password),
    );
  }

  /** @param kept null: there is nobody of the name. @throws Problem `too_busy` */
  async isRight(kept: string | null, password: string, from: From): Promise<boolean> {
    const hashed = kept ?? (await this.decoy);
    const right = await this.d.turns.run(from, () => verify(hashed, password));
    return right && kept !== null;
  }

  /**
   * Whether a password is so weak that its owner is told.
   *
   * @param names what everybody knows of its owner and of the place
   * @param chosen by its owner: then it has to be strong
   * @param path where it stands in the input
   * @throws Problem `weak_password`, with the reason at `path`
   */
  async weakness(
    password: string,
    names: readonly string[],
    { chosen, path }: { readonly chosen: boolean; readonly path: string },
  ): Promise<boolean> {
    const { guesses, madeOf } = await this.judged(password, names);
    if (guesses < (chosen ? weak : tooWeak))
      throw weakPassword(
        path,
        madeOf === 'name'
          ? 'password_like_name'
          : madeOf === 'common'
            ? 'password_common'
            : 'password_guessable',
      );
    return guesses < weak;
  }

  /** The same of a password that is taken in any case. */
  async isWeak(password: string, names: readonly string[]): Promise<boolean> {
    return (await this.judged(password, names)).guesses < weak;
  }

  private judged(password: string, names: readonly string[]): Promise<Judged> {
    const next = this.judging.then(() => this.d.judge({ password, names }));
    this.judging = next.catch(() => undefined);
    return next;
  }
}

/** A refusal that says what is wrong with the password. */
export function weakPassword(path: string, fault: FaultCode): Problem {
  const issue = faultAt(path, fault);
  return new Problem('weak_password', `The password ${issue.message}`, {
    issues: [issue],
    fault,
  });
}
