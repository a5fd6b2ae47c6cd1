import type { NewObstacle } from '../../shared/contract/walk.ts';
import type { Command } from '../hall/command.ts';

/** Writes down what a patrol has found. */
export interface FindsObstacles {
  readonly found: (
    c: Command,
    where: { readonly patrol: string },
    input: Pick<NewObstacle, 'title' | 'department' | 'observation'>,
  ) => Promise<string>;
}
