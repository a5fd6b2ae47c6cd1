import type { Language } from '../../shared/languages.ts';
import { useTextsOf } from '../../shared/ui/i18n.ts';
import { account } from './account.ts';
import { alarm } from './alarm.ts';
import { applications } from './applications.ts';
import { appointments } from './appointments.ts';
import { archives } from './archives.ts';
import { backups } from './backups.ts';
import { calendar } from './calendar.ts';
import { cases } from './cases.ts';
import { catalogue } from './catalogue.ts';
import { desk } from './desk.ts';
import { clients } from './clients.ts';
import { devices } from './devices.ts';
import { editor } from './editor.ts';
import { estimates } from './estimates.ts';
import { events } from './events.ts';
import { faultCodes } from './fault-codes.ts';
import { fault } from './fault.ts';
import { foresight } from './foresight.ts';
import { frame } from './frame.ts';
import { guide } from './guide.ts';
import { help } from './help.ts';
import { imports } from './imports.ts';
import { invitations } from './invitations.ts';
import { keys } from './keys.ts';
import { live } from './live.ts';
import { paper } from './paper.ts';
import { privacy } from './privacy.ts';
import { projects } from './projects.ts';
import { region } from './region.ts';
import { report } from './report.ts';
import { screens } from './screens.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { staff } from './staff.ts';
import { sheets } from './sheets.ts';
import { table } from './table.ts';
import { teams } from './teams.ts';
import { said } from './said.ts';
import { translations } from './translations.ts';
import { visits } from './visits.ts';
import { walks } from './walks.ts';
import { webhooks } from './webhooks.ts';
import { workbook } from './workbook.ts';
import { wizard } from './wizard.ts';

/** Where the browser keeps the language that the reader chose. */
export const languageKept = 'yihaotong.admin.language';

const of = (language: Language) => ({
  frame: frame[language],
  fault: fault[language],
  faultCode: faultCodes[language],
  table: table[language],
  live: live[language],
  alarm: alarm[language],
  privacy: privacy[language],
  region: region[language],
  report: report[language],
  foresight: foresight[language],
  desk: desk[language],
  devices: devices[language],
  screens: screens[language],
  staff: staff[language],
  keys: keys[language],
  webhooks: webhooks[language],
  estimates: estimates[language],
  events: events[language],
  backups: backups[language],
  archives: archives[language],
  settings: settings[language],
  setup: setup[language],
  said: said[language],
  catalogue: catalogue[language],
  editor: editor[language],
  texts: translations[language],
  guide: guide[language],
  help: help[language],
  cases: cases[language],
  account: account[language],
  applications: applications[language],
  appointments: appointments[language],
  calendar: calendar[language],
  invitations: invitations[language],
  projects: projects[language],
  visits: visits[language],
  walks: walks[language],
  teams: teams[language],
  sheets: sheets[language],
  clients: clients[language],
  workbook: workbook[language],
  wizard: wizard[language],
  imports: imports[language],
  paper: paper[language],
});

export const texts = { 'zh-Hans': of('zh-Hans'), 'zh-Hant': of('zh-Hant'), en: of('en') };
export const useTexts = useTextsOf<ReturnType<typeof of>>;
