import { area } from './area.ts';

export const table = area(
  {
    filter: '筛选',
    rows: '{from}–{to} / 共 {n} 行',
    none: '没有符合条件的内容',
    previous: '上一页',
    next: '下一页',
    size: '每页行数',
    dayForm: '年-月-日',
    dayWrong: '请按 2026-11-27 的写法填写',
    pickDay: '打开日历',
  },
  {
    filter: '篩選',
    rows: '{from}–{to} / 共 {n} 行',
    none: '沒有符合條件的內容',
    previous: '上一頁',
    next: '下一頁',
    size: '每頁行數',
    dayForm: '年-月-日',
    dayWrong: '請按 2026-11-27 的寫法填寫',
    pickDay: '開啟日曆',
  },
  {
    filter: 'Filter',
    rows: '{from}–{to} of {n}',
    none: 'Nothing fits',
    previous: 'Previous page',
    next: 'Next page',
    size: 'Rows per page',
    dayForm: 'YYYY-MM-DD',
    dayWrong: 'Write it as 2026-11-27',
    pickDay: 'Open the calendar',
  },
);
