import { imageSize } from 'image-size';
import { Problem } from '../../shared/errors.ts';
import { faultAt } from '../../shared/faults.ts';
import { mediaLimits } from '../../shared/media.ts';
import type { Actor, Staff } from '../../shared/contract/people.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { Ids } from '../ids.ts';
import type { StaffService } from './service.ts';
import * as photos from './photo-store.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly ids: Ids;
  /** What a picture is, by its first bytes; null: nothing that is shown. */
  readonly kindOf: (bytes: Buffer) => string | null;
  readonly staff: Pick<StaffService, 'managed' | 'showAnew'>;
}
type Request = CommandRequest & { who: Actor };

/** Portraits of those who work here, for the pad and the sign of their window. */
export class StaffPhotos {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Gives a person this portrait, under a key of its own: the one before is served no more.
   *
   * @throws Problem `not_found`, `forbidden`, `wrong_media`, `bad_media`
   */
  async put(username: string, bytes: Buffer, request: Request): Promise<Staff> {
    const { commands, ids, staff } = this.d;
    await staff.managed(this.d.read, username, request.who);
    const type = typeOf(bytes, this.d.kindOf(bytes));
    const row = await commands.inSite(request, async (tx, now) => {
      const person = await staff.managed(tx, username, request.who);
      if (person.active === 0) throw new Problem('not_allowed', 'This person works here no more');
      const key = ids.token();
      await photos.put(tx, {
        staff_id: person.id,
        photo_key: key,
        photo: bytes.toString('base64'),
        type,
        at: now,
      });
      return {
        answer: store.view(person, { photo: key }),
        event: {
          command: 'set-staff-photo',
          data: { username: person.username, bytes: bytes.length },
        },
      };
    });
    await staff.showAnew(row.id);
    return row;
  }

  /** @throws Problem `not_found`, also where there is no portrait; `forbidden` */
  async remove(username: string, request: Request): Promise<void> {
    const { commands, staff } = this.d;
    const id = await commands.inSite(request, async (tx) => {
      const person = await staff.managed(tx, username, request.who);
      if (!(await photos.remove(tx, person.id))) throw new Problem('not_found');
      return {
        answer: person.id,
        event: { command: 'remove-staff-photo', data: { username: person.username } },
      };
    });
    await staff.showAnew(id);
  }

  /** @throws Problem `not_found` */
  async byKey(key: string): Promise<{ bytes: Buffer; type: string }> {
    const found = await photos.byKey(this.d.read, key);
    if (found === null) throw new Problem('not_found');
    return { bytes: Buffer.from(found.photo, 'base64'), type: found.type };
  }
}

/** By its bytes, never by what it is said to be. @throws Problem `wrong_media`, `bad_media` */
function typeOf(bytes: Buffer, kind: string | null): 'image/jpeg' | 'image/png' {
  if (kind !== 'png' && kind !== 'jpg') throw new Problem('wrong_media', 'JPEG or PNG');
  const side = sideOf(bytes);
  const why =
    side === null || side < 1
      ? 'media_unreadable'
      : side > mediaLimits.picturePixels
        ? 'media_too_wide'
        : null;
  if (why !== null) throw new Problem('bad_media', undefined, { issues: [faultAt('photo', why)] });
  return kind === 'png' ? 'image/png' : 'image/jpeg';
}

function sideOf(bytes: Buffer): number | null {
  try {
    const { width, height } = imageSize(bytes);
    return Math.min(width, height) < 1 ? 0 : Math.max(width, height);
  } catch {
    return null;
  }
}
