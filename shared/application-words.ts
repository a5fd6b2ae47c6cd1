import type { ApplicationStatus } from './contract/application.ts';
import type { Language } from './languages.ts';

interface Words {
  readonly status: Readonly<Record<ApplicationStatus, string>>;
  /** Of the columns of a file, in their order. */
  readonly heads: readonly string[];
  readonly yes: string;
  readonly no: string;
}

/** How the states of an application are called where a file or a phone names them. */
export const applicationWords: Readonly<Record<Language, Words>> = {
  'zh-Hans': {
    status: {
      accepted: '办理中',
      supplement: '待补正',
      decided: '已办结',
      delivered: '已送达',
      withdrawn: '已撤回',
    },
    heads: [
      ...['受理编号', '事项', '部门', '受理日期', '号票', '窗口', '受理人', '承诺工作日'],
      ...['承诺办结日', '状态', '办结日期', '用时（工作日）', '按时办结', '已超期', '重点项目'],
    ],
    yes: '是',
    no: '否',
  },
  'zh-Hant': {
    status: {
      accepted: '辦理中',
      supplement: '待補正',
      decided: '已辦結',
      delivered: '已送達',
      withdrawn: '已撤回',
    },
    heads: [
      ...['受理編號', '事項', '部門', '受理日期', '號票', '窗口', '受理人', '承諾工作日'],
      ...['承諾辦結日', '狀態', '辦結日期', '用時（工作日）', '按時辦結', '已逾期', '重點項目'],
    ],
    yes: '是',
    no: '否',
  },
  en: {
    status: {
      accepted: 'In progress',
      supplement: 'Papers wanted',
      decided: 'Decided',
      delivered: 'Delivered',
      withdrawn: 'Withdrawn',
    },
    heads: [
      ...['Receipt number', 'Matter', 'Department', 'Accepted on', 'Ticket', 'Window', 'Clerk'],
      ...['Working days promised', 'Promised by', 'State', 'Decided on', 'Working days used'],
      ...['On time', 'Overdue', 'Project'],
    ],
    yes: 'yes',
    no: 'no',
  },
};
