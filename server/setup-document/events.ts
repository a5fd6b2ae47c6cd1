import type { SetupPublication } from '../../shared/contract/setup.ts';
import type { LoggedEvent } from '../command/types.ts';
import type { Published } from './publishing.ts';

/** So many differences are told in a line of the log; of more, how many there are of each kind. */
const mostTold = 100;

/** How the log says that a set-up was published: what of each thing changed, without the contents. */
export function publishedEvent(
  { revision, differences, from }: Published,
  when: SetupPublication['from'],
  note: string | undefined,
): LoggedEvent {
  const counts: Record<string, number> = {};
  for (const { kind } of differences) counts[kind] = (counts[kind] ?? 0) + 1;
  return {
    command: 'publish-setup',
    data: {
      ...{ revision, when, day: from },
      ...(note === undefined ? {} : { note }),
      changes: differences.length,
      ...(differences.length > mostTold
        ? { counts }
        : {
            differences: differences.map(({ kind, change, code, name, fields }) => ({
              ...{ kind, change, code, name },
              fields: fields.map(({ field }) => field),
            })),
          }),
    },
  };
}
