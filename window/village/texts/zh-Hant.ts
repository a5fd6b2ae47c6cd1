import type { Texts } from '../../../shared/ui/i18n.ts';
import type { zhHans } from './zh-Hans.ts';

export const zhHant: Texts<typeof zhHans> = {
  take: '來人取號',
  takeHint: '點一項直接取號，或搜尋事項、勾選後取號。',
  quick: '直接取號',
  wish: '按事項取號',
  hide: '收起',
  go: '取號',
  pick: '請先勾選事項。',
  taken: '已取號',
  ahead: '前面 {n} 人',
  first: '前面無人等候',
  about: '{about}叫到',
  scan: '請用手機掃碼看進度',
  slip: '列印號票',
  again: '下一位來人',
  number: '現在的號碼',
  nobody: '沒有正在辦理的號',
  calling: '請 {number} 號到窗口辦理',
  serving: '正在辦理',
  show: '給辦事人看',
  showEnd: '收起大字',
  work: '叫號與辦理',
  line: '誰在等候',
  catalogueGone: '事項目錄暫時讀不到，可以先直接取號。',
};
