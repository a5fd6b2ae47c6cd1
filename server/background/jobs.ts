import { logText } from '../events/text.ts';
import { makeReport } from '../reports/make.ts';

/** What is done in the background, by name. */
export const jobs = { log: logText, report: makeReport };
