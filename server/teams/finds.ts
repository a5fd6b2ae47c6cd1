import type { NewObstacle } from '../../shared/contract/walk.ts';
import type { CommandContext } from '../command/types.ts';

/** Writes down what a patrol has found. */
export interface FindsObstacles {
  readonly found: (
    c: CommandContext,
    where: { readonly patrol: string },
    input: Pick<NewObstacle, 'title' | 'department' | 'observation'>,
  ) => Promise<string>;
}
