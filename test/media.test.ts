import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import type { BoardState } from '../shared/contract/board.ts';
import type { UploadedMedium } from '../shared/contract/media.ts';
import type { ProblemAnswer } from '../shared/contract/primitives.ts';
import { mediaLimits } from '../shared/media.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';
import { mp4, png } from './support/media.ts';

interface Uploaded {
  readonly status: number;
  readonly body: UploadedMedium & ProblemAnswer;
}
const day = 24 * 60 * 60;

async function upload(
  hall: TestHall,
  bytes: Buffer,
  { token = hall.admin, type = 'application/octet-stream' } = {},
): Promise<Uploaded> {
  const response = await fetch(`${hall.url}/api/halls/district/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, body: (await response.json()) as Uploaded['body'] };
}

function ownFolder(): string {
  const own = mkdtempSync(join(tmpdir(), 'media-'));
  onTestFinished(() => rmSync(own, { recursive: true, force: true }));
  return own;
}
const filesIn = (own: string): string[] => {
  try {
    return readdirSync(join(own, 'own-media'));
  } catch {
    return [];
  }
};

onBothDatabases('pictures and films for the boards', (fresh) => {
  const begin = async () => {
    const own = ownFolder();
    const hall = await fresh({ app: { dataDirs: { bundled: 'data', own } } });
    return { own, hall };
  };

  it('are taken in, named by their content, shown once the set-up names them, and served in parts', async () => {
    const { own, hall } = await begin();
    const bytes = png(40, 30);
    const { status, body } = await upload(hall, bytes);
    expect([status, body.film, body.bytes]).toEqual([201, false, bytes.length]);
    expect(body.file).toMatch(/^[0-9a-f]{32}\.png$/);
    expect((await upload(hall, bytes)).body.file).toBe(body.file);
    expect(filesIn(own)).toEqual([body.file]);

    const board = () => hall.ok<BoardState>('GET', '/api/halls/district/board');
    expect((await board()).media).toEqual([]);
    await hall.ok('PATCH', '/api/halls/district', {
      media: [{ file: body.file, name: 'hall', seconds: 7, from: '2026-03-02T02:00:00.000Z' }],
    });
    expect((await board()).media).toEqual([]);
    hall.clock.set('2026-03-02T02:00:00.000Z');
    expect((await board()).media).toEqual([{ file: body.file, seconds: 7 }]);

    const whole = await fetch(`${hall.url}/media/${body.file}`);
    expect(whole.headers.get('content-type')).toBe('image/png');
    expect(whole.headers.get('cache-control')).toContain('immutable');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    expect(whole.headers.get('content-security-policy')).toContain('sandbox');
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    const part = await fetch(`${hall.url}/media/${body.file}`, { headers: { range: 'bytes=2-5' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes 2-5/${bytes.length}`,
    ]);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(2, 6))).toBe(true);
    for (const path of ['..%2fhall.db', `${'0'.repeat(32)}.png`, '.making-x'])
      expect((await fetch(`${hall.url}/media/${path}`)).status).toBe(404);
  });

  it('are known by their first bytes, never by what they are said to be', async () => {
    const { own, hall } = await begin();
    const page = Buffer.from('<!doctype html><script>alert(1)</script>'.repeat(20));
    const refused = await upload(hall, page, { type: 'image/png' });
    expect([refused.status, refused.body.code]).toEqual([415, 'wrong_media']);
    expect((await upload(hall, mp4(5), { type: 'image/png' })).body.file).toMatch(/\.mp4$/);
    expect(filesIn(own)).toHaveLength(1);
  });

  it('are refused with words where they are too large, too wide, too long or broken; nothing is left', async () => {
    const { own, hall } = await begin();
    const codes = async (bytes: Buffer): Promise<unknown> => {
      const { status, body } = await upload(hall, bytes);
      return [status, body.code, body.issues?.map((issue) => issue.code)];
    };
    const big = Buffer.concat([png(10, 10), Buffer.alloc(mediaLimits.pictureBytes)]);
    expect(await codes(big)).toEqual([413, 'too_large', undefined]);
    expect(await codes(png(mediaLimits.picturePixels + 1, 1))).toEqual([
      422,
      'bad_media',
      ['media_too_wide'],
    ]);
    expect(await codes(mp4(mediaLimits.filmSeconds + 1))).toEqual([
      422,
      'bad_media',
      ['media_too_long'],
    ]);
    // As a telephone films today: a board would stay black.
    for (const codec of ['hvc1', 'hev1'])
      expect(await codes(mp4(5, codec))).toEqual([422, 'bad_media', ['media_codec']]);
    const broken = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(9)]);
    expect(await codes(broken)).toEqual([422, 'bad_media', ['media_unreadable']]);
    expect(filesIn(own)).toEqual([]);
    const guide = await hall.person('guide', 'guide');
    expect((await upload(hall, png(2, 2), { token: guide })).status).toBe(403);
  });

  it('leave nothing where the upload is cut off', async () => {
    const { own, hall } = await begin();
    const bytes = png(200, 200);
    await new Promise<void>((cut) => {
      const sent = request(`${hall.url}/api/halls/district/media`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${hall.admin}`,
          'content-type': 'application/octet-stream',
          'content-length': String(1_000_000),
        },
      });
      sent.on('error', () => cut());
      sent.write(bytes, () => sent.destroy());
    });
    await expect.poll(() => filesIn(own)).toEqual([]);
    expect((await upload(hall, bytes)).status).toBe(201);
  });

  it('are refused in a set-up whose file is not there', async () => {
    const { hall } = await begin();
    const { status, body } = await hall.call<ProblemAnswer>('PATCH', '/api/halls/district', {
      media: [{ file: `${'a'.repeat(32)}.jpg`, name: 'gone' }],
    });
    expect(status).toBe(400);
    expect(body.issues?.map(({ path, code }) => [path, code])).toEqual([
      ['media.0.file', 'media_missing'],
    ]);
  });

  it('go when neither a set-up nor a revision of 30 days names them', async () => {
    const { own, hall } = await begin();
    const names = await Promise.all(
      [1, 2, 3].map(async (grey) => (await upload(hall, png(8, 8, grey))).body.file),
    );
    const [shown, old, never] = names as [string, string, string];
    await hall.ok('PATCH', '/api/halls/district', { media: [{ file: shown, name: 'shown' }] });
    const { id } = await hall.db.read.selectFrom('halls').select('id').executeTakeFirstOrThrow();
    const document = gzipSync(JSON.stringify({ hall: { media: [{ file: old }] } }));
    await hall.db.lanes.run(id, {
      run: async (tx) => {
        await tx
          .insertInto('setup_revisions')
          .values({
            hall_id: id,
            revision: 9999,
            document: document.toString('base64'),
            at: hall.clock.now(),
            actor: 'test',
            note: null,
            from_day: '2026-03-02',
            state: 'past',
            changes: 1,
          })
          .execute();
      },
    });
    for (const file of names) {
      const at = Date.parse(hall.clock.now()) / 1000;
      utimesSync(join(own, 'own-media', file), at, at);
    }
    await hall.hall.mediaUpkeep.tick();
    expect(filesIn(own).sort()).toEqual([...names].sort());
    hall.clock.pass(2 * day);
    await hall.hall.mediaUpkeep.tick();
    expect(filesIn(own)).not.toContain(never);
    expect(filesIn(own)).toHaveLength(2);
    hall.clock.pass(30 * day);
    await hall.hall.mediaUpkeep.tick();
    expect(filesIn(own)).toEqual([shown]);
  });
});
