import type { Language } from '../../shared/languages.ts';

/** What a slip says, beside the names that the hall itself wrote. */
export interface SlipWords {
  /** Between a zone and its windows. */
  readonly zoneGap: string;
  readonly firstGo: string;
  readonly goNow: string;
  readonly called: string;
  readonly windows: (numbers: string) => string;
  readonly ahead: (people: number) => string;
  readonly estimate: (p50: string, p90: string | null) => string;
  readonly treated: (time: string) => string;
  readonly steps: string;
  readonly anyOrder: string;
  readonly scan: string;
  readonly taken: (day: string, time: string) => string;
  readonly listen: string;
  readonly missed: string;
  readonly hours: string;
  readonly minutes: string;
  /** Between the runs of window numbers. */
  readonly comma: string;
}

export const slipWords: Record<Language, SlipWords> = {
  'zh-Hans': {
    zoneGap: ' ',
    firstGo: '请先到',
    goNow: '请到',
    called: '已叫到您的号，请直接到',
    windows: (numbers) => `${numbers}号窗口`,
    ahead: (people) => (people === 0 ? '前面无人等候' : `前面 ${people} 人`),
    estimate: (p50, p90) =>
      p90 === null ? `预计等候约${p50}` : `预计等候约${p50}，一般不超过${p90}`,
    treated: (time) => `按 ${time} 到达排队`,
    steps: '办理顺序',
    anyOrder: '顺序不限，各窗口同时排队，叫到即办',
    scan: '手机扫码，随时查看排队进度',
    taken: (day, time) => `${day} ${time} 取号`,
    listen: '请留意屏幕和广播叫号',
    missed: '过号请扫码或到咨询台办理回队',
    hours: '小时',
    minutes: '分钟',
    comma: '、',
  },
  'zh-Hant': {
    zoneGap: ' ',
    firstGo: '請先到',
    goNow: '請到',
    called: '已叫到您的號，請直接到',
    windows: (numbers) => `${numbers}號窗口`,
    ahead: (people) => (people === 0 ? '前面無人等候' : `前面 ${people} 人`),
    estimate: (p50, p90) =>
      p90 === null ? `預計等候約${p50}` : `預計等候約${p50}，一般不超過${p90}`,
    treated: (time) => `按 ${time} 到達排隊`,
    steps: '辦理順序',
    anyOrder: '順序不限，各窗口同時排隊，叫到即辦',
    scan: '手機掃碼，隨時查看排隊進度',
    taken: (day, time) => `${day} ${time} 取號`,
    listen: '請留意螢幕和廣播叫號',
    missed: '過號請掃碼或到諮詢台辦理回隊',
    hours: '小時',
    minutes: '分鐘',
    comma: '、',
  },
  en: {
    zoneGap: ', ',
    firstGo: 'Please go first to',
    goNow: 'Please go to',
    called: 'You have been called to',
    windows: (numbers) => `${/^\d+$/.test(numbers) ? 'window' : 'windows'} ${numbers}`,
    ahead: (people) =>
      people === 0
        ? 'Nobody is ahead of you'
        : people === 1
          ? '1 person ahead'
          : `${people} people ahead`,
    estimate: (p50, p90) =>
      p90 === null
        ? `Expected wait: about ${p50}`
        : `Expected wait: about ${p50}, rarely over ${p90}`,
    treated: (time) => `Queued as if you came at ${time}`,
    steps: 'Steps of your visit',
    anyOrder: 'In any order, waiting for all at once',
    scan: 'Scan to follow your place',
    taken: (day, time) => `Taken on ${day} at ${time}`,
    listen: 'Watch the screens and listen',
    missed: 'Missed it? Scan or ask the desk',
    hours: ' h',
    minutes: ' min',
    comma: ', ',
  },
};

const locales: Record<Language, string> = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-GB' };

/** 09:42, in the hall's time zone. */
export function clockTime(instant: string, timeZone: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(instant));
}

/** 2026年3月2日 · 2 March 2026, in the hall's time zone. */
export function calendarDay(instant: string, timeZone: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone }).format(
    new Date(instant),
  );
}

/** Whole minutes rounded up, from an hour on with hours: nobody is promised less than it takes. */
export function duration(seconds: number, language: Language): string {
  const words = slipWords[language];
  const total = Math.max(1, Math.ceil(seconds / 60));
  const hours = Math.floor(total / 60);
  const minutes = total % 60;
  return [
    hours > 0 ? `${hours}${words.hours}` : '',
    minutes > 0 || hours === 0 ? `${minutes}${words.minutes}` : '',
  ]
    .filter((part) => part !== '')

    .join(language === 'en' ? ' ' : '');
}

/** [1, 2, 3, 7] → 1-3、7: with the hyphen that every printer has at half width. */
export function windowRuns(windows: readonly number[], comma: string): string {
  const runs: [number, number][] = [];
  for (const n of [...windows].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(comma);
}
