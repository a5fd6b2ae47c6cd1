import { Problem } from '../../shared/errors.ts';
import type { Device } from '../../shared/contract/people.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { Reader } from '../db/open.ts';
import type { Ids } from '../ids.ts';
import type { Ended } from '../sessions/service.ts';
import type { SiteKey } from '../site-key.ts';
import { tokenHash } from '../tokens.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly ids: Ids;
  readonly key: SiteKey;
  /** Told after the commit: what is open for this device must end. */
  readonly ended: (who: Ended) => void;
}

/** How a machine becomes one of the devices: once by a code, or at each start by its own address. */
export class Pairing {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `wrong_pairing_code`: unknown, used up, older than a day, or of a device that has ended */
  async pair(
    pairingCode: string,
    request: Omit<CommandRequest, 'who'>,
  ): Promise<{ token: string; device: Device }> {
    const codeKey = this.d.key.pairingHash(pairingCode);
    const found = await store.byCode(this.d.read, codeKey);
    // A code that was used up may be asked again with the same idempotency key: the command answers.
    const hallId = found?.hall_id ?? (await store.anyHall(this.d.read));
    return this.d.commands.inHall(hallId, { ...request, who: { kind: 'system' } }, async (c) => {
      const row = await store.byCode(c.tx, codeKey);
      if (
        row === null ||
        row.pairing_until === null ||
        row.pairing_until < c.now ||
        isOver(row, c.now)
      )
        throw new Problem('wrong_pairing_code');
      const token = this.d.ids.token();
      await store.pair(c.tx, row, tokenHash(token), c.now);
      return {
        answer: { token, device: { ...store.view(row), paired: true, lastSeenAt: c.now } },
        event: { command: 'pair-device', data: { device: row.id } },
        touched: {},
      };
    });
  }

  /**
   * A machine starts as a device, by its start address. Whoever had this device before has it no
   * more: a machine that forgot everything over night cannot be told from a second one, and refusing
   * would lock it out.
   *
   * @throws Problem `wrong_start_address`: unknown, renewed, or of a device that has ended
   */
  async start(
    start: string,
    request: Omit<CommandRequest, 'who'>,
  ): Promise<{ token: string; device: Device }> {
    const hash = tokenHash(start);
    const found = await store.byStart(this.d.read, hash);
    if (found === null) throw new Problem('wrong_start_address');
    const system = { ...request, who: { kind: 'system' } } as const;
    const started = await this.d.commands.inHall(found.hall_id, system, async (c) => {
      const row = await store.byStart(c.tx, hash);
      if (row === null || isOver(row, c.now)) throw new Problem('wrong_start_address');
      const token = this.d.ids.token();
      await store.pair(c.tx, row, tokenHash(token), c.now);
      return {
        answer: { token, device: { ...store.view(row), paired: true, lastSeenAt: c.now } },
        event: { command: 'start-device', data: { device: row.id } },
        touched: {},
      };
    });
    this.d.ended({ device: found.id });
    return started;
  }
}

function isOver({ expires_at }: Pick<store.DeviceRow, 'expires_at'>, now: string): boolean {
  return expires_at !== null && expires_at <= now;
}
