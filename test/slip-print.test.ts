import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import type { Device } from '../shared/contract/people.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { readEscpos } from './support/escpos.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';
import { FakePrinter } from './support/printer.ts';

/** A test waits for no one: what does not answer is given up at once. */
const patience = { connect: 300, status: 150, look: 20, print: 4000 };
const printers: FakePrinter[] = [];
afterEach(async () => {
  for (const printer of printers.splice(0)) await printer.stop();
});

onBothDatabases('printing a slip', (fresh) => {
  const start = (): Promise<TestHall> => fresh({ app: { printerPatience: patience } });

  async function kioskWith(hall: TestHall, width: 58 | 80 = 80, reports?: boolean) {
    const printer = await FakePrinter.start();
    printers.push(printer);
    const token = await hall.device('kiosk');
    const devices = await hall.ok<Device[]>('GET', '/api/halls/district/devices');
    const device = devices.findLast((d) => d.kind === 'kiosk' && d.settings.printer === undefined)!;
    await hall.ok('PATCH', `/api/devices/${device.id}`, {
      settings: { printer: { host: '127.0.0.1', port: printer.port, width, reports } },
    });
    return { printer, token, device };
  }
  const press = (hall: TestHall, ticket: Ticket, token: string, key?: string, body?: object) =>
    hall.call<{ number: string; code: string; fault: string; paper: string }>(
      'POST',
      `/api/tickets/${ticket.token}/print`,
      body,
      key === undefined ? { token } : { token, key },
    );
  const alarms = async (hall: TestHall) => {
    const { last } = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    // No window is open in these tests, and people wait: alarms of their own.
    return last.alarms.flatMap(({ code, detail }) =>
      /^(no-window|queue-|device-silent)/.test(code) ? [] : [[code, detail]],
    );
  };

  it("prints on the kiosk's printer, in the paper's width, what the slip says", async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall, 58);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    const answer = await press(hall, ticket, token);
    expect([answer.status, answer.body.number, answer.body.paper]).toEqual([200, 'A001', 'ok']);
    const paper = readEscpos(printer.jobs[0]!);
    expect(paper.lines.map((line) => line.text.trim())).toContain('A001');
    expect(paper.lines.some((line) => line.text === '-'.repeat(32))).toBe(true);
    expect(await alarms(hall)).toEqual([]);
  });

  it('lesson 13: a double tap prints once, and a key that was answered prints nothing more', async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    const both = await Promise.all([
      press(hall, ticket, token, 'tap'),
      press(hall, ticket, token, 'tap'),
    ]);
    expect(both.map((answer) => answer.status)).toEqual([200, 200]);
    expect(printer.jobs.length).toBe(1);
    expect((await press(hall, ticket, token, 'tap')).body.number).toBe('A001');
    expect(printer.jobs.length).toBe(1);
  });

  it('lesson 13: two taps with keys of their own while it prints are one slip, also asked again', async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    printer.slow = true;
    const arrived = printer.arrived();
    const first = press(hall, ticket, token, 'tap-1');
    await arrived;
    // The last thing the second tap reads before it finds the first under way.
    const read = vi.spyOn(hall.hall.devices, 'withPrinter');
    const second = press(hall, ticket, token, 'tap-2');
    const hasRead = (): void => expect(read.mock.settledResults[0]?.type).toBe('fulfilled');
    await vi.waitFor(hasRead, { timeout: 30_000 });
    await nextTurn();
    printer.release();
    const both = [await first, await second];
    const again = [
      await press(hall, ticket, token, 'tap-1'),
      await press(hall, ticket, token, 'tap-2'),
    ];
    expect([...both, ...again].map((answer) => answer.body.number)).toEqual(Array(4).fill('A001'));
    expect(printer.jobs.length).toBe(1);
  });

  it('lesson 13: a reprint within two minutes gives the same number, later only staff print', async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    await press(hall, ticket, token);
    hall.clock.pass(120);
    expect((await press(hall, ticket, token)).body.number).toBe('A001');
    hall.clock.pass(1);
    const late = await press(hall, ticket, token);
    expect([late.status, late.body.code]).toEqual([409, 'reprint_too_late']);
    const guide = await hall.person('guide1', 'guide');
    expect((await press(hall, ticket, guide)).body.number).toBe('A001');
    expect(printer.jobs.length).toBe(3);
    expect((await hall.take({ package: 'newborn' })).number).toBe('A002');
  });

  it.each([
    ['is out of paper', { paperOut: true }, 'paper_out', ['paper', 'out']],
    ['has its cover open', { coverOpen: true }, 'cover_open', ['printer', 'cover_open']],
    ['is offline', { offline: true }, 'offline', ['printer', 'offline']],
    ['does not answer', { mute: true }, 'no_answer', ['printer', 'no_answer']],
  ])('sends nothing to a printer that %s', async (_name, state, fault, alarm) => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    Object.assign(printer, state);
    const answer = await press(hall, ticket, token);
    expect([answer.status, answer.body.code, answer.body.fault]).toEqual([
      503,
      'printer_unavailable',
      fault,
    ]);
    expect(printer.received).toBe(0);
    expect(await alarms(hall)).toEqual([alarm]);
    expect((await hall.follow(ticket)).status).toBe('waiting');
  });

  it('says that nobody is there when the printer is off', async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    await printer.stop();
    printers.length = 0;
    expect((await press(hall, ticket, token)).body.fault).toBe('unreachable');
    expect(await alarms(hall)).toEqual([['printer', 'unreachable']]);
  });

  it('says that it jams while it prints; cleared, the same number comes out and the alarm goes', async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    printer.jamAfter = 500;
    const jammed = await press(hall, ticket, token, 'tap-1');
    expect([jammed.status, jammed.body.fault]).toEqual([503, 'jam']);
    expect(printer.jobs).toEqual([]);
    expect(await alarms(hall)).toEqual([['printer', 'jam']]);
    expect((await hall.follow(ticket)).status).toBe('waiting');
    printer.jamAfter = null;
    printer.jammed = false;
    const again = await press(hall, ticket, token, 'tap-2');
    expect([again.status, again.body.number]).toEqual([200, ticket.number]);
    expect(printer.jobs.length).toBe(1);
    expect(await alarms(hall)).toEqual([]);
    // The first tap keeps its answer.
    expect((await press(hall, ticket, token, 'tap-1')).body.fault).toBe('jam');
    expect(printer.jobs.length).toBe(1);
  });

  it('says that the line was closed in the middle of the slip', async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    printer.closeAfter = 300;
    expect((await press(hall, ticket, token)).body.fault).toBe('closed');
    expect(await alarms(hall)).toEqual([['printer', 'closed']]);
    printer.closeAfter = null;
    expect((await press(hall, ticket, token)).status).toBe(200);
    expect(await alarms(hall)).toEqual([]);
  });

  it('waits for a slow printer, and others take tickets meanwhile', async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    printer.slow = true;
    const arrived = printer.arrived();
    const printing = press(hall, ticket, token);
    await arrived;
    expect((await hall.take({ package: 'newborn' }, { token })).number).toBe('A002');
    printer.release();
    expect((await printing).status).toBe(200);
  });

  it('takes a printer that cannot say when it ends at its word that it is well', async () => {
    const hall = await fresh({ app: { printerPatience: { ...patience, print: 100 } } });
    const { printer, token } = await kioskWith(hall);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    printer.knowsEnd = false;
    expect((await press(hall, ticket, token)).status).toBe(200);
  });

  it('takes nothing that was said before the slip for its end', async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    printer.noise = Buffer.of(0x00, 0xff);
    printer.jamAfter = 500;
    expect((await press(hall, ticket, token)).body.fault).toBe('jam');
    expect(printer.jobs).toEqual([]);
  });

  it('does not listen for ever to what is no printer', async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    printer.noise = Buffer.alloc(100_000, 0xff);
    expect((await press(hall, ticket, token)).body.fault).toBe('closed');
    expect(printer.received).toBe(0);
  });

  it('drops the alarm of a printer that two kiosks share once either has printed', async () => {
    const hall = await start();
    const one = await kioskWith(hall);
    const two = await hall.device('kiosk');
    const devices = await hall.ok<Device[]>('GET', '/api/halls/district/devices');
    const other = devices.find((d) => d.kind === 'kiosk' && d.id !== one.device.id)!;
    const settings = { printer: { host: '127.0.0.1', port: one.printer.port, width: 80 } };
    await hall.ok('PATCH', `/api/devices/${other.id}`, { settings });
    const ticket = await hall.take({ package: 'newborn' }, { token: one.token });
    one.printer.paperOut = true;
    await press(hall, ticket, one.token);
    await press(hall, ticket, two);
    expect(await alarms(hall)).toEqual([['paper', 'out']]);
    one.printer.paperOut = false;
    one.printer.jammed = true;
    await press(hall, ticket, one.token);
    one.printer.jammed = false;
    expect((await press(hall, ticket, two)).status).toBe(200);
    expect(await alarms(hall)).toEqual([]);
  });

  it('faults W5: sends to a printer that never answers, and says that its paper is not watched', async () => {
    const hall = await start();
    const { printer, token, device } = await kioskWith(hall, 80, false);
    printer.mute = true;
    const { port } = printer;
    expect(await alarms(hall)).toEqual([['paper', 'unwatched']]);
    const ticket = await hall.take({ package: 'newborn' }, { token });
    const answer = await press(hall, ticket, token, 'tap');
    expect([answer.status, answer.body.number, answer.body.paper]).toEqual([
      200,
      'A001',
      'unwatched',
    ]);
    // The slip whole, and no question in it.
    const [sent = Buffer.alloc(0)] = printer.unasked;
    const slip = readEscpos(sent);
    expect([slip.cut, slip.lines.some((line) => line.text.includes('A001'))]).toEqual([true, true]);
    expect(
      sent.includes(Buffer.from([0x10, 0x04])) || sent.includes(Buffer.from([0x1d, 0x72])),
    ).toBe(false);
    expect((await press(hall, ticket, token, 'tap')).body.number).toBe('A001');
    expect(await alarms(hall)).toEqual([['paper', 'unwatched']]);
    // A printer that is off is told all the same.
    await printer.stop();
    printers.length = 0;
    expect((await press(hall, ticket, token)).body.fault).toBe('unreachable');
    expect(await alarms(hall)).toEqual([
      ['printer', 'unreachable'],
      ['paper', 'unwatched'],
    ]);
    const settings = { printer: { host: '127.0.0.1', port } };
    await hall.ok('PATCH', `/api/devices/${device.id}`, { settings });
    expect(await alarms(hall)).toEqual([]);
  });

  it('tells staff that the paper runs low, and prints', async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    printer.paperLow = true;
    const ticket = await hall.take({ package: 'newborn' }, { token });
    expect((await press(hall, ticket, token)).body.paper).toBe('low');
    expect(await alarms(hall)).toEqual([['paper', 'low']]);
    printer.paperLow = false;
    await press(hall, ticket, token);
    expect(await alarms(hall)).toEqual([]);
  });

  it('drops the alarm once staff have put the printer right, before the next slip', async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    const isUp = () => hall.ok('POST', '/api/devices/health', { online: true }, { token });
    const healthEvents = async () => {
      const events = await hall.ok<{ command: string }[]>(
        'GET',
        '/api/halls/district/events?limit=1000',
      );
      return events.filter(({ command }) => command === 'device-health').length;
    };
    await isUp();
    expect(printer.lines, 'a printer that is well is left alone').toBe(0);
    printer.paperOut = true;
    await press(hall, await hall.take({ package: 'newborn' }, { token }), token);
    const before = await healthEvents();
    await isUp();
    expect(await alarms(hall)).toEqual([['paper', 'out']]);
    expect(await healthEvents(), 'no news is not logged').toBe(before);
    printer.paperOut = false;
    printer.coverOpen = true;
    await isUp();
    expect(await alarms(hall)).toEqual([
      ['paper', 'out'],
      ['printer', 'cover_open'],
    ]);
    printer.coverOpen = false;
    printer.paperLow = true;
    await isUp();
    expect(await alarms(hall)).toEqual([['paper', 'low']]);
    printer.paperLow = false;
    await isUp();
    expect(await alarms(hall)).toEqual([]);
    expect(printer.jobs).toEqual([]);
  });

  it('speaks no more of a printer that was taken away', async () => {
    const hall = await start();
    const { printer, token, device } = await kioskWith(hall);
    printer.jammed = true;
    await press(hall, await hall.take({ package: 'newborn' }, { token }), token);
    expect(await alarms(hall)).toEqual([['printer', 'jam']]);
    await hall.ok('PATCH', `/api/devices/${device.id}`, { settings: { printer: null } });
    expect(await alarms(hall)).toEqual([]);
  });

  it('prints for staff on the kiosk they name, for nobody else', async () => {
    const hall = await start();
    const one = await kioskWith(hall);
    const two = await kioskWith(hall);
    const ticket = await hall.take({ package: 'newborn' });
    const guide = await hall.person('guide1', 'guide');
    await press(hall, ticket, guide, undefined, { device: two.device.id });
    expect([one.printer.jobs.length, two.printer.jobs.length]).toEqual([0, 1]);
    const bare = await hall.device('kiosk');
    expect((await press(hall, ticket, bare)).body.code).toBe('no_printer');
    const board = await hall.device('display', { zone: 'A' });
    expect((await press(hall, ticket, board)).body.code).toBe('forbidden');
    const stranger = await hall.call('POST', `/api/tickets/${ticket.token}/print`, undefined, {
      token: null,
    });
    expect(stranger.status).toBe(401);
  });

  it('prints one slip after the other where many press at once', async () => {
    const hall = await start();
    const { printer, token } = await kioskWith(hall);
    const tickets = await Promise.all(
      Array.from({ length: 5 }, () => hall.take({ package: 'newborn' }, { token })),
    );
    const answers = await Promise.all(tickets.map((ticket) => press(hall, ticket, token)));
    expect(answers.map((answer) => answer.status)).toEqual(tickets.map(() => 200));
    const numbers = printer.jobs.map((job) =>
      readEscpos(job)
        .lines.find((line) => line.size === 6)!
        .text.trim(),
    );
    expect([...numbers].sort()).toEqual(tickets.map((t) => t.number).sort());
  });
});
