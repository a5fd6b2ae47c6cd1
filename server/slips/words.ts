import type { Language } from '../../shared/languages.ts';

/** What a slip says, beside the names that the hall itself wrote. */
export interface SlipWords {
  /** Between a zone and its windows. */
  readonly zoneGap: string;
  /** Where to wait; null: the queue is served in several zones. */
  readonly wait: (zone: string | null) => string;
  /** What to do when the number is called: the places follow. */
  readonly then: string;
  readonly called: string;
  /** Where the visitor was sent from, and with which number. */
  readonly referredFrom: (hall: string, number: string) => string;
  readonly referredTo: (hall: string) => string;
  /** Where a hall is. */
  readonly address: (place: string) => string;
  /** Before the number there. */
  readonly referredNumber: string;
  /** The region that the matter is handled for. */
  readonly region: (name: string) => string;
  readonly windows: (numbers: string) => string;
  readonly ahead: (people: number) => string;
  readonly estimate: (p50: string, p90: string | null) => string;
  readonly paused: (time: string) => string;
  readonly expected: (time: string) => string;
  readonly category: (group: string) => string;
  readonly steps: string;
  /** Behind a step whose queue is closed still. */
  readonly opens: (time: string) => string;
  /** No window of its queue is open: when one is to be. */
  readonly opensAt: (time: string) => string;
  readonly anyOrder: string;
  readonly scan: string;
  readonly taken: (day: string, time: string) => string;
  readonly valid: string;
  readonly missed: string;
  readonly telephone: (number: string) => string;
  readonly hours: string;
  readonly minutes: string;
  /** Between the runs of window numbers. */
  readonly comma: string;
}

export const slipWords: Record<Language, SlipWords> = {
  'zh-Hans': {
    zoneGap: ' ',
    wait: (zone) => `请在${zone ?? '大厅'}等候`,
    then: '叫到号后到',
    referredFrom: (hall, number) => `由${hall} ${number} 号转来`,
    referredTo: (hall) => `请到${hall}`,
    address: (place) => `地址：${place}`,
    referredNumber: '您在那里的号',
    region: (name) => `为${name}办理（异地通办）`,
    called: '已叫到您的号，请直接到',
    windows: (numbers) => `${numbers}号窗口`,
    ahead: (people) => (people === 0 ? '前面无人等候' : `前面 ${people} 人`),
    estimate: (p50, p90) =>
      p90 === null ? `预计等候约${p50}` : `预计等候约${p50}，一般不超过${p90}`,
    paused: (time) => `${time} 起暂停叫号，请留意屏幕和广播`,
    expected: (time) => `${time} 前后叫到，请留意屏幕和广播`,
    category: (group) => `人群类别：${group}`,
    steps: '办理环节',
    opens: (time) => `（${time} 起）`,
    opensAt: (time) => `窗口 ${time} 开放`,
    anyOrder: '不分先后，各窗口同时排队，叫到哪个先办哪个',
    scan: '手机扫码，随时看排到哪里',
    taken: (day, time) => `${day} ${time} 取号`,
    valid: '当日有效',
    missed: '错过叫号不用重新取号：扫码点“我回来了”，或到咨询台',
    telephone: (number) => `咨询电话 ${number}`,
    hours: '小时',
    minutes: '分钟',
    comma: '、',
  },
  'zh-Hant': {
    zoneGap: ' ',
    wait: (zone) => `請在${zone ?? '大廳'}等候`,
    then: '叫到號後到',
    referredFrom: (hall, number) => `由${hall} ${number} 號轉來`,
    referredTo: (hall) => `請到${hall}`,
    address: (place) => `地址：${place}`,
    referredNumber: '您在那裡的號',
    region: (name) => `為${name}辦理（異地通辦）`,
    called: '已叫到您的號，請直接到',
    windows: (numbers) => `${numbers}號窗口`,
    ahead: (people) => (people === 0 ? '前面無人等候' : `前面 ${people} 人`),
    estimate: (p50, p90) =>
      p90 === null ? `預計等候約${p50}` : `預計等候約${p50}，一般不超過${p90}`,
    paused: (time) => `${time} 起暫停叫號，請留意螢幕和廣播`,
    expected: (time) => `${time} 前後叫到，請留意螢幕和廣播`,
    category: (group) => `人群類別：${group}`,
    steps: '辦理環節',
    opens: (time) => `（${time} 起）`,
    opensAt: (time) => `窗口 ${time} 開放`,
    anyOrder: '不分先後，各窗口同時排隊，叫到哪個先辦哪個',
    scan: '手機掃碼，隨時看排到哪裡',
    taken: (day, time) => `${day} ${time} 取號`,
    valid: '當日有效',
    missed: '錯過叫號不用重新取號：掃碼點「我回來了」，或到諮詢台',
    telephone: (number) => `諮詢電話 ${number}`,
    hours: '小時',
    minutes: '分鐘',
    comma: '、',
  },
  en: {
    zoneGap: ', ',
    wait: (zone) => `Please wait in ${zone ?? 'the hall'}`,
    then: 'When called, go to',
    referredFrom: (hall, number) => `Referred from ${hall}, ${number}`,
    referredTo: (hall) => `Please go to ${hall}`,
    address: (place) => `Address: ${place}`,
    referredNumber: 'Your number there',
    region: (name) => `for ${name} (other region)`,
    called: 'You have been called to',
    windows: (numbers) => `${/^[A-Z\d]+$/.test(numbers) ? 'window' : 'windows'} ${numbers}`,
    ahead: (people) =>
      people === 0
        ? 'Nobody is ahead of you'
        : people === 1
          ? '1 person ahead'
          : `${people} people ahead`,
    estimate: (p50, p90) =>
      p90 === null
        ? `Expected wait: about ${p50}`
        : `Expected wait: about ${p50}, 9 in 10 within ${p90}`,
    paused: (time) => `No calls since ${time}: watch the screens and listen`,
    expected: (time) => `Called at about ${time}: watch the screens and listen`,
    category: (group) => `Group: ${group}`,
    steps: 'Steps of your visit',
    opens: (time) => ` (from ${time})`,
    opensAt: (time) => `Windows open at ${time}`,
    anyOrder: 'In any order: all wait at once, whichever calls first',
    scan: 'Scan to follow your place',
    taken: (day, time) => `Taken on ${day} at ${time}`,
    valid: 'Valid today only',
    missed: 'Missed your call? Keep this number: scan and tap "I am back", or ask the desk',
    telephone: (number) => `Questions: ${number}`,
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

/** Whole minutes, rounded up: nobody is promised less than it takes. */
const wholeMinutes = (seconds: number): number => Math.max(1, Math.ceil(seconds / 60));

/** Whole minutes, from an hour on with hours. */
export function duration(seconds: number, language: Language): string {
  const words = slipWords[language];
  const total = wholeMinutes(seconds);
  const hours = Math.floor(total / 60);
  const minutes = total % 60;
  return [
    hours > 0 ? `${hours}${words.hours}` : '',
    minutes > 0 || hours === 0 ? `${minutes}${words.minutes}` : '',
  ]
    .filter((part) => part !== '')

    .join(language === 'en' ? ' ' : '');
}
