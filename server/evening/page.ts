import type { DailyReport, Rate, Spread } from '../../shared/contract/report.ts';
import { type Language, languages, textIn } from '../../shared/languages.ts';
import { words } from '../../shared/report-words.ts';
import { localTime } from '../../shared/rules/day.ts';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/** Inside a string of CSS, inside a page: what would end either is written by its number. */
const inCss = (text: string): string =>
  text.replace(/["\\<\n\r]/g, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `);

/** Said on this page only. */
const own = {
  'zh-Hans': {
    title: '日报',
    met: '等候达标率',
    never: '未办',
    clock: '截至',
    sign: '签字：',
    date: '日期：',
    minutes: '分',
  },
  'zh-Hant': {
    title: '日報',
    met: '等候達標率',
    never: '未辦',
    clock: '截至',
    sign: '簽字：',
    date: '日期：',
    minutes: '分',
  },
  en: {
    title: 'Report of the day',
    met: 'Service level',
    never: 'Never called',
    clock: 'As of',
    sign: 'Signed:',
    date: 'Date:',
    minutes: 'min',
  },
} as const;

/** What the files of an evening are called by, between the hall's name and the day. */
export const eveningWord = (language: Language): string => own[language].title;

const style = `body{font:14px/1.5 "Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;margin:2rem auto;max-width:60rem;color:#111}
h1{font-size:1.5rem;margin:0}h2{font-size:1.05rem;margin:1.4rem 0 .4rem;break-after:avoid}p{margin:.2rem 0;color:#444}
dl{display:grid;grid-template-columns:repeat(5,1fr);gap:.5rem}dl div{border:1px solid #bbb;padding:.4rem .6rem}
dt{color:#444;font-size:.85rem}dd{margin:0;font-size:1.25rem;font-weight:600}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.2rem .5rem;text-align:right}
th:first-child,td:first-child{text-align:left}thead{display:table-header-group}tr{break-inside:avoid}
.fault{color:#a00;font-weight:600}.sign{display:flex;gap:12rem;justify-content:flex-end;margin-top:3rem;padding-right:8rem}
input{position:absolute;opacity:0}label{display:inline-block;margin:0 .4rem 1rem 0;padding:.15rem .7rem;border:1px solid #bbb;border-radius:4px;cursor:pointer}
section{display:none}input:checked+label{background:#1f5a8c;color:#fff}input:focus-visible+label{outline:3px solid #1f5a8c;outline-offset:2px}
@page{size:A4;margin:12mm 14mm 14mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:9px}}
@media print{body{margin:0;font-size:12px}label{display:none}h2{margin:.8rem 0 .3rem}th,td{padding:.08rem .5rem}.sign{margin-top:1.6rem;break-inside:avoid}}`;
const languageNames = { 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文', en: 'English' } as const;

/** The languages of a hall: those that it has a name in, its first one first. */
function languagesOf({ name }: DailyReport, first: Language): Language[] {
  return [first, ...languages.filter((one) => one !== first && name[one] !== undefined)];
}

/**
 * The report of a day as one page to print: it needs nothing beside itself. It says all in each of the
 * hall's languages; the one that is chosen is shown and printed.
 */
export function eveningPage(report: DailyReport, language: Language): string {
  const all = languagesOf(report, language);
  const title = `${textIn(report.name, language)} ${own[language].title} ${report.to}`;
  const choices = all.map(
    (one) =>
      `<input type="radio" name="language" id="in-${one}"${one === language ? ' checked' : ''}><label for="in-${one}" lang="${one}">${languageNames[one]}</label>`,
  );
  const shown = all.map((one) => `#in-${one}:checked~section[lang="${one}"]`).join();
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}
${shown}{display:block}
@page{@bottom-left{content:"${inCss(title)}";font-size:9px}}</style></head><body>
${all.length > 1 ? choices.join('') : choices[0]!.replace(/<label.*/, '')}
${all.map((one) => `<section lang="${one}">${sectionOf(report, one)}</section>`).join('\n')}
</body></html>
`;
}

function sectionOf(report: DailyReport, language: Language): string {
  const said = own[language];
  const w = (key: keyof typeof words): string => {
    const word = words[key];
    return language in word ? (word as Record<Language, string>)[language] : String(key);
  };
  const minutes = (seconds: number | null): string =>
    seconds === null ? '—' : `${Math.round(seconds / 60)} ${said.minutes}`;
  const spread = ({ p50, p90 }: Spread): string => `${minutes(p50)} / ${minutes(p90)}`;
  const rate = ({ numerator, denominator, rate: share }: Rate): string =>
    share === null ? '—' : `${(share * 100).toFixed(1)}% (${numerator}/${denominator})`;
  const { total } = report;
  const { day, time } = localTime(report.at, report.timezone);
  const headline: [string, string | number][] = [
    [w('taken'), total.taken],
    [w('done'), total.done],
    [said.never, total.neverCalled],
    [said.met, rate(total.serviceLevel)],
    [`${w('wait')} P50 / P90`, spread(total.wait)],
  ];
  const rows = (list: readonly (readonly (string | number)[])[]): string =>
    list
      .map((cells) => `<tr>${cells.map((c) => `<td>${escaped(String(c))}</td>`).join('')}</tr>`)
      .join('');
  const table = (title: string, heads: readonly string[], body: string): string =>
    body === ''
      ? ''
      : `<h2>${escaped(title)}</h2><table><thead><tr>${heads
          .map((head) => `<th scope="col">${escaped(head)}</th>`)
          .join('')}</tr></thead><tbody>${body}</tbody></table>`;
  const name = textIn(report.name, language);
  return `<h1>${escaped(name)} ${said.title}</h1>
<p>${report.to} · ${said.clock} ${day} ${time}</p>
${report.faults.map(({ text }) => `<p class="fault">${escaped(textIn(text, language))}</p>`).join('')}
<dl>${headline.map(([label, value]) => `<div><dt>${escaped(label)}</dt><dd>${escaped(String(value))}</dd></div>`).join('')}</dl>
${table(
  w('queues'),
  [w('queue'), w('taken'), w('called'), w('done'), said.never, `${w('wait')} P50 / P90`, said.met],
  rows(
    report.queues.map((q) => [
      `${q.prefix} ${textIn(q.name, language)}`,
      ...[q.taken, q.called, q.done, q.neverCalled, spread(q.wait), rate(q.serviceLevel)],
    ]),
  ),
)}
${table(
  w('hours'),
  [w('hour'), w('taken'), w('called'), w('done')],
  rows(report.hours.map((h) => [h.hour, h.taken, h.called, h.done])),
)}
<p class="sign"><span>${said.sign}</span><span>${said.date}</span></p>`;
}
