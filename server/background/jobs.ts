import { archiveWork } from '../archives/jobs.ts';
import { type Made, type Making, makeBackup } from '../backups/make.ts';
import { planned } from '../calendar/service.ts';
import type { Reader } from '../db/open.ts';
import { logText } from '../events/text.ts';
import { makeReport, type ReportWish } from '../reports/make.ts';
import { readPeople, writePeopleTemplate } from '../staff/import/job.ts';
import { judgePassword } from '../staff/strength.ts';
import { quickCheck } from '../storage/check.ts';
import { makeWorkbook, workbookRead } from '../workbook/job.ts';

/** It opens the data itself: what it copies is one moment's. */
const backup = (_db: Reader, wish: Making): Promise<Made> => makeBackup(wish);

/** What is done in the background, by name. */
export const jobs = {
  log: logText,
  report: (db: Reader, wish: ReportWish) => makeReport(db, wish, planned),
  workbook: makeWorkbook,
  'read-workbook': workbookRead,
  'read-people': readPeople,
  'people-template': writePeopleTemplate,
  backup,
  archive: archiveWork,
  check: quickCheck,
  password: (_read: Reader, password: Parameters<typeof judgePassword>[0]) =>
    judgePassword(password),
};
