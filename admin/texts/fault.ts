import { area } from './area.ts';

/** What is wrong with a field, said at the field. */
export const fault = area(
  {
    missing: '请填写',
    short: '至少 {n} 个字符',
    long: '最多 {n} 个字符',
    small: '不能小于 {n}',
    big: '不能大于 {n}',
    form: '格式不正确',
    summary: '有 {n} 处需要修改，请看标红的地方。',
    list: '问题',
    place: '位置',
    what: '问题',
  },
  {
    missing: '請填寫',
    short: '至少 {n} 個字元',
    long: '最多 {n} 個字元',
    small: '不能小於 {n}',
    big: '不能大於 {n}',
    form: '格式不正確',
    summary: '有 {n} 處需要修改，請看標紅的地方。',
    list: '問題',
    place: '位置',
    what: '問題',
  },
  {
    missing: 'Please fill this in',
    short: 'At least {n} characters',
    long: 'At most {n} characters',
    small: 'Not less than {n}',
    big: 'Not more than {n}',
    form: 'Not of the expected form',
    summary: '{n} fields need a change; they are marked in red.',
    list: 'Faults',
    place: 'Place',
    what: 'Fault',
  },
);
