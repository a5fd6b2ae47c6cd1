import { stringify } from 'csv-stringify/sync';
import type { Letter } from '../../../shared/contract/invitation.ts';
import { type Language, textIn } from '../../../shared/languages.ts';
import { localTime } from '../../../shared/rules/day.ts';
import { letterText } from '../../../shared/rules/inviting.ts';
import type { HallConfig } from '../../hall/config.ts';
import type { SiteKey } from '../../site-key.ts';
import { type Wish, wishOf } from '../checks.ts';
import type { InvitedRow } from './store.ts';
import { wishName } from './view.ts';

const locales: Record<Language, string> = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-GB' };
const heads = ['姓名', '电话', '日期', '时间', '办理事项', '预约码', '链接', '通知内容'];

/** What is sent to one who is still expected; null: nothing is known of who it was. @param site where phones reach this server */
export function letterOf(
  hall: HallConfig,
  row: InvitedRow,
  message: string,
  { key, site }: { readonly key: SiteKey; readonly site: string },
): Letter | null {
  if (row.code_sealed === null || row.name === null || row.phone === null) return null;
  const language = row.language as Language;
  const code = key.unseal(row.code_sealed);
  const wish: Wish = wishOf(hall, row, row.service_day);
  const what = wishName(hall, wish);
  const query = new URLSearchParams({ hall: hall.code, code });
  const link = `${site.replace(/\/+$/, '')}/phone/book?${query.toString()}`;
  const full = new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'full',
    timeZone: hall.timezone,
  });
  const facts = {
    ...{ name: row.name, code, link },
    day: full.format(new Date(row.slot_from)),
    time: localTime(row.slot_from, hall.timezone).time.slice(0, 5),
    what: textIn(what, language),
    hall: textIn(hall.name, language),
  };
  return {
    ...{ name: row.name, phone: row.phone, code, what, link },
    day: row.service_day,
    from: row.slot_from,
    text: letterText(message, facts),
  };
}

/** Letters for a mail merge or a short-message service: read by Excel and WPS, and no formula in it. */
export function lettersCsv(hall: HallConfig, letters: readonly Letter[]): string {
  const rows = letters.map(({ name, phone, day, from, what, code, link, text }) => [
    ...[name, phone, day, localTime(from, hall.timezone).time.slice(0, 5)],
    ...[what['zh-Hans'], code, link, text],
  ]);
  return stringify([heads, ...rows], {
    ...{ bom: true, escape_formulas: true, record_delimiter: 'windows' },
  });
}
