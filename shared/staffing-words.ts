import type { Staffing, StaffingRow } from './contract/staffing.ts';
import type { Language } from './languages.ts';

type Words = Readonly<Record<Language, string>>;
const w = (hans: string, hant: string, en: string): Words => ({
  'zh-Hans': hans,
  'zh-Hant': hant,
  en,
});

/** The words of the plan of windows, the same in the console and in the file. */
export const staffingWords = {
  title: w('分时段窗口测算', '分時段窗口測算', 'Windows per half-hour'),
  total: w('全厅合计', '全廳合計', 'Whole hall'),
  kinds: w('分窗口类别测算', '分窗口類別測算', 'By kind of window'),
  windows: w('窗口', '窗口', 'Windows'),
  serves: w('办理队列（让先分钟）', '辦理隊列（讓先分鐘）', 'Queues (handicap, min)'),
  none: w('无窗口', '無窗口', 'none'),
  apart: w('各队列单设窗口', '各隊列單設窗口', 'Own windows for each queue'),
  together: w('兼办时叫到', '兼辦時叫到', 'In time, all together'),
  details: w('分队列测算', '分隊列測算', 'By queue'),
  about: w('测算说明', '測算說明', 'How it was worked out'),
  queue: w('业务队列', '業務隊列', 'Queue'),
  from: w('时段', '時段', 'Time'),
  visitors: w('来客（人/日）', '來客（人／日）', 'Visitors a day'),
  handling: w('占用窗口（分钟）', '佔用窗口（分鐘）', 'At the window (min)'),
  needed: w('需要窗口', '需要窗口', 'Windows needed'),
  share: w('按时叫到', '按時叫到', 'Called in time'),
  p90: w('九成等候不超过（分钟）', '九成等候不超過（分鐘）', '9 in 10 wait at most (min)'),
  open: w('实开窗口', '實開窗口', 'Were open'),
  planned: w('排班窗口', '排班窗口', 'On duty'),
  erlang: w('埃尔朗 C 核对', '埃爾朗 C 核對', 'Erlang C (check)'),
  asWas: w('实开时叫到', '實開時叫到', 'In time with those open'),
  cost: w('窗口不足的后果', '窗口不足的後果', 'What fewer would cost'),
  days: w('依据日期', '依據日期', 'Recorded days'),
  promise: w('目标', '目標', 'Promise'),
} as const satisfies Record<string, Words>;

/** What of visitors is promised, in a sentence. */
export function promiseText({ share, minutes }: Pick<Staffing, 'share' | 'minutes'>): Words {
  const percent = `${Math.round(100 * share)}%`;
  return w(
    `${percent} 的人在 ${minutes} 分钟内叫到`,
    `${percent} 的人在 ${minutes} 分鐘內叫到`,
    `${percent} are called within ${minutes} minutes`,
  );
}

/**
 * What fewer windows would cost in a half-hour: with those that were open, where they were fewer, else
 * with one less; empty where nobody comes.
 */
export function costText(row: StaffingRow, minutes: number): Words {
  const short = row.asWas !== null && row.asWas.windows < row.windows;
  const fare = short ? row.asWas : row.oneLess;
  if (fare === null || fare.share === null || row.windows === 0) return w('', '', '');
  const time = `${row.from}–${row.to}`;
  const percent = `${Math.round(100 * fare.share)}%`;
  const { windows } = fare;
  const head = short
    ? w(
        `${time} 需 ${row.windows} 个窗口，当时开 ${windows} 个`,
        `${time} 需 ${row.windows} 個窗口，當時開 ${windows} 個`,
        `${time}: ${row.windows} windows instead of ${windows}`,
      )
    : w(
        `${time} 需 ${row.windows} 个窗口`,
        `${time} 需 ${row.windows} 個窗口`,
        `${time}: ${row.windows} ${row.windows === 1 ? 'window' : 'windows'}`,
      );
  if (windows === 0)
    return w(
      `${head['zh-Hans']}；不开窗口则无人叫号`,
      `${head['zh-Hant']}；不開窗口則無人叫號`,
      `${head.en}; with none, nobody is called`,
    );
  const p90 = fare.p90 === 'never' || fare.p90 === null ? null : Math.round(fare.p90);
  const tail =
    p90 === null
      ? w('，到下班仍有人叫不到', '，到下班仍有人叫不到', ', and some are not called at all')
      : w(
          `，九成的人等候不超过 ${p90} 分钟`,
          `，九成的人等候不超過 ${p90} 分鐘`,
          `, 9 in 10 wait up to ${p90} min`,
        );
  return w(
    `${head['zh-Hans']}；只开 ${windows} 个时 ${minutes} 分钟内叫到 ${percent}${tail['zh-Hans']}`,
    `${head['zh-Hant']}；只開 ${windows} 個時 ${minutes} 分鐘內叫到 ${percent}${tail['zh-Hant']}`,
    `${head.en}; with ${windows}, ${percent} within ${minutes} min${tail.en}`,
  );
}

/** What one window less of a kind would cost in a half-hour; empty where it has none. */
export function kindCost(
  { oneLess }: Staffing['kinds'][number]['rows'][number],
  nameOf: (queue: string) => string,
  minutes: number,
): Words {
  if (oneLess === null) return w('', '', '');
  const name = nameOf(oneLess.queue);
  const percent = `${Math.round(100 * oneLess.share)}%`;
  const { from } = oneLess;
  return w(
    `少开 1 个，“${name}” ${from} 起半小时的来客 ${minutes} 分钟内叫到 ${percent}`,
    `少開 1 個，「${name}」${from} 起半小時的來客 ${minutes} 分鐘內叫到 ${percent}`,
    `with one less, ${percent} of those who come to ${name} from ${from} on are called within ${minutes} min`,
  );
}

/** How it was worked out, and what it does not know: for the page and the file. */
export function staffingNotes({ source, draws }: Pick<Staffing, 'source' | 'draws'>): Words[] {
  const common = [
    w(
      `把依据日期的来客重新抽样 ${draws} 天，按本系统的叫号规则逐一模拟；每个半小时取使本时段及之前各时段都达到目标的最少窗口数。`,
      `把依據日期的來客重新抽樣 ${draws} 天，按本系統的叫號規則逐一模擬；每個半小時取使本時段及之前各時段都達到目標的最少窗口數。`,
      `The recorded days were drawn anew ${draws} times and run by the calling rule; each half-hour has the fewest windows with which this and all earlier half-hours keep the promise.`,
    ),
    ...(source === 'file'
      ? []
      : [
          w(
            '“需要窗口”的全厅合计按窗口实际兼办的队列一并测算：每类窗口再少一个，就有队列达不到目标；只帮办的窗口不超过现有数。单个队列的“需要窗口”按各有专用窗口测算，作为对照。',
            '「需要窗口」的全廳合計按窗口實際兼辦的隊列一併測算：每類窗口再少一個，就有隊列達不到目標；只幫辦的窗口不超過現有數。單個隊列的「需要窗口」按各有專用窗口測算，作為對照。',
            'The whole hall is searched with the queues that its windows really serve: with one less of any kind some queue misses the promise; windows that only help out are as many as there are. A queue’s own table supposes windows of its own, to compare.',
          ),
        ]),
    w(
      '埃尔朗 C 公式假定人流平稳，只作核对，不作依据。',
      '埃爾朗 C 公式假定人流平穩，只作核對，不作依據。',
      'Erlang C supposes an even flow of visitors: it is a check and decides nothing.',
    ),
  ];
  const ofFile = w(
    '文件没有办理时长：由有人等候时的开窗时间与叫号数推算，按指数分布散开；等候时间是据快照重建的，不是记录的。',
    '檔案沒有辦理時長：由有人等候時的開窗時間與叫號數推算，按指數分佈散開；等候時間是據快照重建的，不是記錄的。',
    'The file has no handling times: they follow from the windows open and the calls made while somebody waited, spread exponentially. Waits rebuilt from snapshots are not recorded ones.',
  );
  return source === 'file' ? [...common, ofFile] : common;
}
