import type { Text } from '../../shared/languages.ts';
import { type Word, words } from '../../shared/report-words.ts';

interface Definition {
  readonly term: Required<Text>;
  readonly text: Required<Text>;
}

/** A term that heads a column or a table is its word. */
const define = (
  term: Word | [string, string, string],
  text: [string, string, string],
): Definition => {
  const inLanguages = ([hans, hant, en]: [string, string, string]): Required<Text> => ({
    'zh-Hans': hans,
    'zh-Hant': hant,
    en,
  });
  return {
    term: typeof term === 'string' ? words[term] : inLanguages(term),
    text: inLanguages(text),
  };
};

/** What each figure means, printed with every report (rules.md, "Times"). */
export const definitions: readonly Definition[] = [
  define(
    ['等候时长', '等候時長', 'Wait'],
    [
      '从环节开始等候（取号，或上一环节结束）到首次呼叫，减去同一号票在其他窗口被呼叫或办理的时间。取号之前在大厅停留的时间无从得知，不计入。同时在几个队列等候的环节分别计算，群众在其中一处办理时，其余环节不算等候。',
      '從環節開始等候（取號，或上一環節結束）到首次呼叫，減去同一號票在其他窗口被呼叫或辦理的時間。取號之前在大廳停留的時間無從得知，不計入。同時在幾個隊列等候的環節分別計算，民眾在其中一處辦理時，其餘環節不算等候。',
      'First call − became waiting (the ticket, or the end of the step before), less the time in which the same ticket was in hand at another window, called or served. A wait counts from the ticket on; time spent in the hall before it is not known. Steps that wait in several queues at once count each for itself, and none waits while its visitor is served.',
    ],
  ),
  define('waitAgain', [
    '首次呼叫之后，因退回、转窗或返回而再次排队的时间，单独列出，不改变等候时长。',
    '首次呼叫之後，因退回、轉窗或返回而再次排隊的時間，單獨列出，不改變等候時長。',
    'Waiting after the first call: put back, transferred or returned. Shown apart; it never resets the wait.',
  ]),
  define(
    ['到窗时长', '到窗時長', 'Walk'],
    [
      '从最后一次呼叫到窗口确认到达。未确认到达的，以最后一次呼叫为开始时间，标为估计，不计入到窗时长。',
      '從最後一次呼叫到窗口確認到達。未確認到達的，以最後一次呼叫為開始時間，標為估計，不計入到窗時長。',
      'From the last call to the arrival that the clerk confirmed. Where it was not confirmed, the last call is taken as the start, marked as estimated, and left out of the walk.',
    ],
  ),
  define(
    ['办理时长', '辦理時長', 'Handling'],
    [
      '各段办理时间之和；材料留在本窗口的挂起计入，离开取材料和定时唤回的挂起不计入。环节结束后统计；窗口、人员、队列各计在本处办理的部分，不论号票后来如何。',
      '各段辦理時間之和；材料留在本窗口的掛起計入，離開取材料和定時喚回的掛起不計入。環節結束後統計；窗口、人員、隊列各計在本處辦理的部分，不論號票後來如何。',
      'The sum of the serving intervals. Holds with the papers at this window count, holds for any window or until a time do not. Counted once the step is over; windows, clerks and queues count the part that took place there, whatever became of the ticket afterwards.',
    ],
  ),
  define(
    ['全程时长', '全程時長', 'Visit'],
    [
      '从取号到最后一个环节结束，只统计已办结的号票。',
      '從取號到最後一個環節結束，只統計已辦結的號票。',
      'From taking the ticket to the end of its last step, of the tickets that were done.',
    ],
  ),
  define(
    ['平均、P50、P90、最长', '平均、P50、P90、最長', 'Mean, P50, P90, maximum'],
    [
      '时长取整到秒。P50、P90 按最近序位法：至少有 50%（90%）的时长不超过该值。没有数据的为空，不计为 0。',
      '時長取整到秒。P50、P90 按最近序位法：至少有 50%（90%）的時長不超過該值。沒有數據的為空，不計為 0。',
      'Of lengths in whole seconds. P50 and P90 by nearest rank: the smallest length that at least 50 % (90 %) do not exceed. Of none they are empty, never 0.',
    ],
  ),
  define('serviceLevel', [
    '等候不超过标准时长的 ÷（已呼叫的 + 等候已超过标准时长、直到取消、转其他大厅、过期或当日结束仍未被呼叫的）；恰好等于标准时长算达标。标准时长以环节开始等候时的为准，以后更改不影响以前的。',
    '等候不超過標準時長的 ÷（已呼叫的 + 等候已超過標準時長、直到取消、轉其他大廳、過期或當日結束仍未被呼叫的）；恰好等於標準時長算達標。標準時長以環節開始等候時的為準，以後更改不影響以前的。',
    'Waits ≤ X ÷ (called + never called although they had waited longer than X when they were cancelled, referred, expired or the day closed). Exactly X counts as met. X is the standard that stood when the step began to wait; a later change judges no earlier wait.',
  ]),
  define('neverCalled', [
    '等候过，但直到取消、转其他大厅、过期或当日结束从未被呼叫的环节，不论等了多久。',
    '等候過，但直到取消、轉其他大廳、過期或當日結束從未被呼叫的環節，不論等了多久。',
    'Steps that waited and were never called before they were cancelled, referred, expired or the day closed, however long they had waited.',
  ]),
  define('called', [
    '合计、按套餐、按小时：至少被呼叫过一次的号票。按队列、窗口、人员：在该处被呼叫的环节，不论号票后来如何；同一环节在同一处再次被呼叫只计一次。',
    '合計、按套餐、按小時：至少被呼叫過一次的號票。按隊列、窗口、人員：在該處被呼叫的環節，不論號票後來如何；同一環節在同一處再次被呼叫只計一次。',
    'In total, by package and by hour: tickets called at least once. By queue, window and clerk: steps called there, whatever became of the ticket afterwards; a step called again at the same place counts once.',
  ]),
  define('noShow', [
    '过号且最终未回的 ÷ 已呼叫的。第三次返回被取消的算过号未回。',
    '過號且最終未回的 ÷ 已呼叫的。第三次返回被取消的算過號未回。',
    'Missed for good ÷ called. Cancelled by the third return is missed for good.',
  ]),
  define('abandonment', [
    '已取消的，以及到当日结束从未被呼叫的 ÷ 已取号的（队列按转入转出后的数量）。',
    '已取消的，以及到當日結束從未被呼叫的 ÷ 已取號的（隊列按轉入轉出後的數量）。',
    'Cancelled, or never called by the end of the day ÷ taken (for a queue: with transfers in and out).',
  ]),
  define('utilisation', [
    '窗口开放时间内有号票在办理的时间 ÷ 窗口开放时间（不含暂停），不论号票后来如何；同时办理几张号票的时间只计一次。',
    '窗口開放時間內有號票在辦理的時間 ÷ 窗口開放時間（不含暫停），不論號票後來如何；同時辦理幾張號票的時間只計一次。',
    'Open time in which something was handled ÷ time the window was open, pauses left out, whatever became of the tickets afterwards. A moment with several tickets in handling counts once.',
  ]),
  define('peak', [
    '任意连续 60 分钟内的最大数量，含起点，不含终点。',
    '任意連續 60 分鐘內的最大數量，含起點，不含終點。',
    'The largest count in any rolling 60 minutes, the beginning included, the end not.',
  ]),
  define('hours', [
    '按大厅当地时间的取号时刻归入，含整点，不含下一整点；夏令时结束当天，重复的一小时合并在同一行。本时段呼叫、办结按其发生时刻归入。',
    '按大廳當地時間的取號時刻歸入，含整點，不含下一整點；夏令時結束當天，重複的一小時合併在同一行。本時段呼叫、辦結按其發生時刻歸入。',
    "By when the ticket was taken, in the hall's local time, the full hour included, the next not; on the day the clocks go back, the repeated hour shares one row. Calls and ends in the hour go by when they happened.",
  ]),
  define('duty', [
    '号票按取号时刻归入当时的办公时段（正常办公、午间、晚间、周末值班）；办公时间以当日实行的设置为准，日历以现在的为准。大厅没有值班时段的，不列此栏。',
    '號票按取號時刻歸入當時的辦公時段（正常辦公、午間、晚間、週末值班）；辦公時間以當日實行的設定為準，日曆以現在的為準。大廳沒有值班時段的，不列此欄。',
    'Tickets by the hours in which they were taken: office hours, or the duty at noon, in the evening or at the weekend. The hours are those that the hall had then, the calendar that of now. A hall without hours of duty has no such table.',
  ]),
  define('expired', [
    '当日结束时仍未办完的号票自动过期。过期环节的时间不可靠，不计入平均值；过期前已在某处完成的呼叫和办理仍计入该队列、窗口和人员。号票计入对账。',
    '當日結束時仍未辦完的號票自動過期。過期環節的時間不可靠，不計入平均值；過期前已在某處完成的呼叫和辦理仍計入該隊列、窗口和人員。號票計入對帳。',
    'Open when the day was closed. The times of an expired step are unreliable and enter no average; calls and handling that had ended before stay with the queue, window and clerk where they took place. The ticket stays in the reconciliation.',
  ]),
  define('referred', [
    '由本厅转到其他大厅、在那里另取新号继续办理的，单独计数，不算取消和流失；在本厅已完成的呼叫和办理仍计入该队列、窗口和人员。转入的号票在转入的大厅计入取号。',
    '由本廳轉到其他大廳、在那裡另取新號繼續辦理的，單獨計數，不算取消和流失；在本廳已完成的呼叫和辦理仍計入該隊列、窗口和人員。轉入的號票在轉入的大廳計入取號。',
    'Gone on in another hall, with a new ticket there: counted on their own, neither as cancelled nor as abandoned. Calls and handling here stay with the queue, window and clerk where they took place. Who came from another hall is taken in the hall that they came to.',
  ]),
  define(
    ['对账', '對帳', 'Reconciliation'],
    [
      '发出号数 = 取号 = 办结 + 过号 + 取消 + 过期 + 转其他大厅 + 未结束。不相等的日期会明确标出；日期未到的不作对账。',
      '發出號數 = 取號 = 辦結 + 過號 + 取消 + 過期 + 轉其他大廳 + 未結束。不相等的日期會明確標出；日期未到的不作對帳。',
      'Numbers given = taken = done + missed + cancelled + expired + referred + still open. A day that does not reconcile is marked; one that has not come yet says so.',
    ],
  ),
  define('enteredLater', [
    '系统中断期间按纸号办理或结束、恢复后补录的，已包含在取号、呼叫、办结、过号和办理时长中。发出号数含已补录的纸号。纸号上没有记下取号时间的，等候和全程无从得知，不计入等候时长、达标率和全程时长，按呼叫时刻归入小时和高峰。',
    '系統中斷期間按紙號辦理或結束、恢復後補錄的，已包含在取號、呼叫、辦結、過號和辦理時長中。發出號數含已補錄的紙號。紙號上沒有記下取號時間的，等候和全程無從得知，不計入等候時長、達標率和全程時長，按呼叫時刻歸入小時和高峰。',
    'Served or ended while the system was away, by numbers on paper, and entered afterwards; included in taken, called, done, missed and handling. Numbers given include the paper numbers entered. Where the paper does not say when it was taken, wait and visit are not known: they are left out of the wait, the service level and the visit, and the hour and the peak go by the call.',
  ]),
  define('estimates', [
    '取号时给出的预计等候（P50）与实际等候之差的绝对值的平均，按取号时前面的人数分组；P90 内占比为实际等候不超过所给 P90 的比例。',
    '取號時給出的預計等候（P50）與實際等候之差的絕對值的平均，按取號時前面的人數分組；P90 內佔比為實際等候不超過所給 P90 的比例。',
    'Mean of |wait − the P50 given with the ticket|, by the people ahead at that time; and the share of waits no longer than the P90 given.',
  ]),
  define(
    ['好差评', '好差評', 'Ratings'],
    [
      '每个已办结环节可评价一次；5 至 1 为非常满意、满意、基本满意、不满意、非常不满意，后两级为差评。未评价的单独列出，不算好评。',
      '每個已辦結環節可評價一次；5 至 1 為非常滿意、滿意、基本滿意、不滿意、非常不滿意，後兩級為差評。未評價的單獨列出，不算好評。',
      'Each served step can be rated once, from 5 (very satisfied) to 1; 1 and 2 are bad. Unrated ones stand apart and never count as good.',
    ],
  ),
];
