import type { SheetForm } from '../../workbook/columns.ts';
import { code, day, timeOfDay, words } from '../../workbook/values.ts';

const optional = true as const;

/** A list of people who are asked to come, as a sheet. */
export const invitedForm: SheetForm = {
  name: '邀请名单',
  about: '一行一个人',
  columns: [
    { key: 'name', head: '姓名', codec: words, width: 14, note: '必填' },
    { key: 'phone', head: '电话', codec: code, width: 18, note: '必填：手机号码，或带区号的座机' },
    { key: 'day', head: '日期', codec: day, width: 14, note: '必填：请他哪一天来，如 2026-03-09' },
    {
      key: 'time',
      head: '时间',
      codec: timeOfDay,
      width: 10,
      note: '选填：时段开始的时间，如 09:30；不填由系统在当天各时段中平均安排',
      optional,
    },
    {
      key: 'what',
      head: '办理事项',
      codec: words,
      width: 30,
      note: '选填：套餐、事项或队列的名称或编号；不填则与整份名单相同',
      optional,
    },
  ],
};
