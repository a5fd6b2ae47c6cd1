import { z } from 'zod';
import { Code, Instant, InstantInput, WindowNumber } from './primitives.ts';

/** What a terminal shows in two lines. */
const Line = z.string().trim().min(1).max(80);
/** What the caption bar of a board shows whole, in Chinese and in Latin letters. */
export const boardLine = { chinese: 45, latin: 90 } as const;
export const MessageText = z.strictObject({
  'zh-Hans': Line,
  'zh-Hant': Line.optional(),
  en: z.string().trim().min(1).max(160).optional(),
});
export type MessageText = z.infer<typeof MessageText>;

function fitsBoards(text: MessageText): boolean {
  const chinese = [text['zh-Hans'], text['zh-Hant'] ?? ''];
  const short = chinese.every(({ length }) => length <= boardLine.chinese);
  return short && (text.en ?? '').length <= boardLine.latin;
}

/** `terminals`: of all windows that are open or paused; `boards`: of the hall, or of one zone. */
export const MessageTo = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('window'), window: WindowNumber }),
  z.strictObject({ kind: z.literal('terminals') }),
  z.strictObject({ kind: z.literal('boards'), zone: Code.optional() }),
]);
export type MessageTo = z.infer<typeof MessageTo>;

export const SendMessage = z
  .strictObject({
    to: MessageTo,
    text: MessageText,
    /** Calls the clerk: the terminal rings until it is read. */
    calls: z.boolean().default(false),
    /** When it ends by itself; at most a day from now. Absent: after an hour. */
    until: InstantInput.optional(),
  })
  .refine(({ to, calls }) => !calls || to.kind === 'window', {
    message: 'only one window is called',
    path: ['calls'],
  })
  .refine(({ to, text }) => to.kind !== 'boards' || fitsBoards(text), {
    message: `at most ${boardLine.chinese} Chinese or ${boardLine.latin} Latin letters on boards`,
    path: ['text'],
  })
  .meta({ id: 'SendMessage' });
export type SendMessage = z.infer<typeof SendMessage>;

/** A message at a terminal that nobody has read yet. */
export const TerminalMessage = z
  .object({
    id: z.string(),
    text: MessageText,
    calls: z.boolean(),
    at: Instant,
    until: Instant,
    /** The name of who sent it; null: another system. */
    from: z.string().nullable(),
  })
  .meta({ id: 'TerminalMessage' });
export type TerminalMessage = z.infer<typeof TerminalMessage>;

/** A message with who has read it, for those who send them. */
export const SentMessage = z
  .object({
    id: z.string(),
    to: MessageTo,
    text: MessageText,
    calls: z.boolean(),
    at: Instant,
    until: Instant,
    /** It was ended before its time. */
    endedAt: Instant.nullable(),
    /** Whether it is shown now. */
    standing: z.boolean(),
    from: z.string().nullable(),
    /** The windows that it is for, each with who has read it when; of boards none. */
    reads: z.array(
      z.object({
        window: WindowNumber,
        at: Instant.nullable(),
        by: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'SentMessage' });
export type SentMessage = z.infer<typeof SentMessage>;

export const MessagesQuery = z.strictObject({
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type MessagesQuery = z.infer<typeof MessagesQuery>;

export const MessageList = z.object({ messages: z.array(SentMessage) }).meta({ id: 'MessageList' });
export type MessageList = z.infer<typeof MessageList>;
