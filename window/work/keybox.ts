import { onScopeDispose, ref } from 'vue';

/** The keys of a hall's key box, as its letters on the serial line (see README.md). */
const letters = {
  N: 'next',
  R: 'recall',
  S: 'start',
  F: 'finish',
  M: 'no-show',
  P: 'pause',
} as const;
export type BoxKey = (typeof letters)[keyof typeof letters];

/** As much of Web Serial as a key box needs; TypeScript's library does not know it. */
interface SerialPort {
  readonly readable: ReadableStream<Uint8Array> | null;
  open(options: { baudRate: number }): Promise<void>;
  close(): Promise<void>;
}
interface Serial {
  getPorts(): Promise<SerialPort[]>;
  requestPort(): Promise<SerialPort>;
}

function serialOf(navigator: Navigator): Serial | null {
  return 'serial' in navigator ? (navigator.serial as Serial) : null;
}

/** The letters of whole lines; what is no letter of ours is noise on the wire. */
function boxKeys(line: string): BoxKey | null {
  const letter = line.trim().toUpperCase();
  return Object.hasOwn(letters, letter) ? letters[letter as keyof typeof letters] : null;
}

/**
 * A key box on a serial port: one letter a line for each key. A box that this page was once allowed
 * to use is opened again by itself. `pressed` hears its keys.
 */
export function useKeyBox(pressed: (key: BoxKey) => void) {
  const serial = serialOf(navigator);
  const state = ref<'none' | 'off' | 'on' | 'failed'>(serial === null ? 'none' : 'off');
  let port: SerialPort | null = null;
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null;

  const listen = async (opened: SerialPort): Promise<void> => {
    const decoder = new TextDecoder('ascii');
    let rest = '';
    reader = opened.readable?.getReader() ?? null;
    while (reader !== null) {
      const { value, done } = await reader.read();
      if (done) break;
      const lines = (rest + decoder.decode(value, { stream: true })).split(/[\r\n]+/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const key = boxKeys(line);
        if (key !== null) pressed(key);
      }
    }
  };

  const close = async (): Promise<void> => {
    const closing = port;
    port = null;
    await reader?.cancel().catch(() => undefined);
    reader?.releaseLock();
    reader = null;
    await closing?.close().catch(() => undefined);
    if (state.value === 'on') state.value = 'off';
  };

  const open = async (chosen: SerialPort): Promise<void> => {
    port = chosen;
    try {
      await chosen.open({ baudRate: 9600 });
      state.value = 'on';
      await listen(chosen);
      await close();
    } catch {
      // Pulled out, in use elsewhere, or refused: the menu says so and offers it again.
      await close();
      state.value = 'failed';
    }
  };

  /** Asks the clerk which port it is; must be called from a click. */
  const connect = async (): Promise<void> => {
    if (serial === null) return;
    try {
      void open(await serial.requestPort());
    } catch (error) {
      // The clerk closed the browser's list without choosing; or the browser forbids it.
      if (!(error instanceof DOMException) || error.name !== 'NotFoundError')
        state.value = 'failed';
    }
  };

  void serial
    ?.getPorts()
    .then((ports) => {
      const known = ports[0];
      if (known !== undefined && port === null) void open(known);
    })
    // Forbidden here: whoever asks for the box is told.
    .catch(() => undefined);
  onScopeDispose(() => void close());
  return { state, connect, close };
}
export type KeyBox = ReturnType<typeof useKeyBox>;
