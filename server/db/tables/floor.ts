import type { Flag, InstantText, JsonText } from '../columns.ts';

/* What a manager has an eye on. */

export interface AlarmsTable {
  hall_id: string;
  code: string;
  subject: string;
  detail: string;
  raised_at: InstantText;
  cleared_at: InstantText | null;
}

/** From when to when an alarm stood. */
export interface AlarmSpellsTable {
  id: string;
  hall_id: string;
  /** On which it began. */
  service_day: string;
  code: string;
  subject: string;
  detail: string;
  severity: 'urgent' | 'attention';
  about: JsonText;
  began_at: InstantText;
  /** null: it stands. */
  ended_at: InstantText | null;
}

export interface HelpCallsTable {
  id: string;
  hall_id: string;
  device_id: string;
  called_at: InstantText;
  rings_until: InstantText;
  taken_at: InstantText | null;
  taken_by: string | null;
  withdrawn_at: InstantText | null;
}

/** A manager's word to a window, to all terminals or to the boards. */
export interface MessagesTable {
  id: string;
  hall_id: string;
  kind: 'window' | 'terminals' | 'boards';
  /** Of the boards; null: all. */
  zone_id: string | null;
  /** 1: the terminal rings until it is read. */
  calls: Flag;
  texts: JsonText;
  sent_at: InstantText;
  sent_by: string | null;
  until: InstantText;
  /** Ended before its time. */
  ended_at: InstantText | null;
}

/** A window that a message is for, and who there has read it. */
export interface MessageReadsTable {
  message_id: string;
  window_id: string;
  /** That of its message. */
  until: InstantText;
  read_at: InstantText | null;
  read_by: string | null;
}
