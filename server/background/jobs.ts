import { logText } from '../events/text.ts';
import type { Reader } from '../db/open.ts';
import { makeReport } from '../reports/make.ts';
import { judgePassword } from '../staff/strength.ts';

/** What is done in the background, by name. */
export const jobs = {
  log: logText,
  report: makeReport,
  password: (_read: Reader, password: Parameters<typeof judgePassword>[0]) =>
    judgePassword(password),
};
