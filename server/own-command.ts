import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/**
 * What is typed for a command of the product (`backup`, `restore`, …) where it stands in a folder.
 *
 * @param args what follows, as it is typed; absent: nothing does
 */
export function commandIn(folder: string, name: string, args?: string): string {
  const starter = join(folder, 'yihaotong');
  // A release has no npm and no scripts of it: its starter knows all commands.
  const [command, before] = existsSync(starter)
    ? [`${starter} ${name}`, ' ']
    : [`npm run ${name}`, ' -- '];
  return args === undefined ? command : command + before + args;
}

/** The same here: for those who are told what to type. */
export const ownCommand = (name: string, args?: string): string => commandIn(root, name, args);
