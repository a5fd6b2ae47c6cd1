/**
 * The floor of a call's way to the board: Socket.IO and nothing else, before the same painting page.
 *
 *   node --import tsx bench/measure/bare-board-server.ts <web> <state.json>
 *
 * A press of F2 on its bare terminal makes a new state of the same size, pushed to whoever watches
 * a board, and one of a ticket's size to whoever watches the called queue's tickets.
 */
import { readFile } from 'node:fs/promises';
import type { BoardState } from '../../shared/contract/board.ts';
import { startBoardStub } from '../board-stub.ts';

const [web, file] = process.argv.slice(2);
const { board, ticket } = JSON.parse(await readFile(file!, 'utf8')) as {
  board: BoardState;
  ticket: object;
};
let n = 0;
let state = board;

function call(): void {
  n += 1;
  const number = `Z${String(n).padStart(3, '0')}`;
  const at = new Date().toISOString();
  const [newest] = state.calls;
  state = {
    ...state,
    version: state.version + 1,
    at,
    calls: [{ ...newest!, id: `call-${n}`, number, at }, ...state.calls.slice(0, -1)],
    windows: state.windows.map((w) => (w.window === newest!.window ? { ...w, number } : w)),
  };
  stub.push(state);
  stub.pushTicket(ticket);
}

const terminal = `<!doctype html><title>F2</title><h1>F2</h1><script>
addEventListener('keydown', (e) => { if (e.key === 'F2') { e.preventDefault(); void fetch('/call', { method: 'POST' }); } });
</script>`;
const stub = await startBoardStub(web!, board, { call, terminal });
process.send?.(stub.url);
// Whoever measures may end before it said so.
process.once('disconnect', () => process.exit());
