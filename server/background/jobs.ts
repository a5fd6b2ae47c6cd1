import { archiveWork } from '../archives/jobs.ts';
import { type Made, type Making, makeBackup } from '../backups/make.ts';
import { invitedTemplate, readInvited } from '../appointments/inviting/job.ts';
import { planned } from '../calendar/service.ts';
import type { Reader } from '../db/open.ts';
import { fitHallDays, type FitWish } from '../estimates/job.ts';
import { judgeImport } from '../imports/judge.ts';
import { logText } from '../events/text.ts';
import { makeStaffing, type StaffingWish } from '../foresight/staffing-make.ts';
import { makeWhatIf } from '../foresight/what-if-make.ts';
import { countBusyHours } from '../region/busy-job.ts';
import { hallsTemplate, readHalls } from '../region/job.ts';
import { makeReport, type ReportWish } from '../reports/make.ts';
import { makeEstimateQuality } from '../reports/estimates.ts';
import { makeStewardReport, type StewardWish } from '../reports/stewards.ts';
import { makeRegionThroughput, type RegionWish } from '../reports/region.ts';
import { drawDays } from '../reports/sums-job.ts';
import { makeThroughput, type ThroughputWish } from '../reports/throughput.ts';
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
  throughput: (db: Reader, wish: ThroughputWish) => makeThroughput(db, wish, planned),
  'region-throughput': (db: Reader, wish: RegionWish) => makeRegionThroughput(db, wish, planned),
  'steward-report': (db: Reader, wish: StewardWish) => makeStewardReport(db, wish),
  sums: drawDays,
  staffing: (db: Reader, wish: StaffingWish) => makeStaffing(db, wish, planned),
  'what-if': makeWhatIf,
  workbook: makeWorkbook,
  'read-workbook': workbookRead,
  'read-people': readPeople,
  'people-template': writePeopleTemplate,
  'busy-hours': countBusyHours,
  'read-halls': readHalls,
  'halls-template': hallsTemplate,
  'read-invited': readInvited,
  'invited-template': invitedTemplate,
  'judge-import': judgeImport,
  backup,
  archive: archiveWork,
  check: quickCheck,
  foresight: (db: Reader, wish: FitWish) => fitHallDays(db, wish, planned),
  'estimate-quality': makeEstimateQuality,
  password: (_read: Reader, password: Parameters<typeof judgePassword>[0]) =>
    judgePassword(password),
};
