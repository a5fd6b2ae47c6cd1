import type { Readable } from 'node:stream';
import { type Issue, Problem } from '../../shared/errors.ts';
import type { Medium } from '../../shared/contract/hall.ts';
import type { UploadedMedium } from '../../shared/contract/media.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { faultAt } from '../../shared/faults.ts';
import { isFilm } from '../../shared/media.ts';
import { requireMay } from '../../shared/rights.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { Ids } from '../ids.ts';
import type { MediaFolder } from './folder.ts';
import { unfit } from './look.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly ids: Ids;
  readonly folder: MediaFolder;
}

/** Bodies that are taken in at once: each can be as large as a film. */
const atOnce = 4;

/** Pictures and short films for the quiet area of the boards. */
export class MediaFiles {
  private readonly d: Dependencies;
  private taking = 0;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Takes a picture or film in. It is shown once the hall's set-up names it.
   *
   * @throws Problem `forbidden`, `hall_not_found`, `wrong_media`, `too_large`, `bad_media` with why
   *   under `issues`, `too_busy`, `storage_unavailable`
   */
  async upload(
    hallCode: string,
    body: Readable,
    request: CommandRequest & { who: Actor },
  ): Promise<UploadedMedium> {
    requireMay(request.who, 'change-hall', hallCode);
    const hall = await this.d.commands.hall(hallCode);
    const { folder, ids } = this.d;
    if (this.taking >= atOnce) throw new Problem('too_busy', undefined, { seconds: 5 });
    this.taking += 1;
    try {
      const came = await folder.receive(body, ids.id());
      try {
        const why = await unfit(came.path, came.end);
        if (why !== null)
          throw new Problem('bad_media', undefined, { issues: [faultAt('file', why)] });
        const file = await folder.keep(came);
        await this.d.commands.inHall(hall.id, request, () =>
          Promise.resolve({
            answer: null,
            event: { command: 'upload-media', data: { file, bytes: came.bytes } },
            touched: {},
          }),
        );
        return { file, bytes: came.bytes, film: isFilm(file) };
      } finally {
        await folder.drop(came);
      }
    } finally {
      this.taking -= 1;
    }
  }

  /** What of a list is not there (any more), each with its place. */
  async faultsOf(media: readonly Pick<Medium, 'file'>[], path = 'media'): Promise<Issue[]> {
    const sizes = await Promise.all(media.map(({ file }) => this.d.folder.sizeOf(file)));
    return media.flatMap(({ file }, i) =>
      sizes[i] === null ? [faultAt(`${path}.${i}.file`, 'media_missing', { file })] : [],
    );
  }
}
