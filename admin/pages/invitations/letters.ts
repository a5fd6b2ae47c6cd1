import type { Language } from '../../../shared/languages.ts';
import { at } from '../../../shared/ui/base.ts';

/**
 * What is written to those on a new list, as it is proposed. No sentence of the console: its words in
 * braces are filled in by the server.
 */
const proposed: Record<Language, string> = {
  'zh-Hans':
    '{姓名}您好：\n您办理“{办理事项}”的预约已安排在{日期} {时间}，地点：{大厅}。预约码：{预约码}。\n如需改期或取消：{链接}',
  'zh-Hant':
    '{姓名}您好：\n您辦理「{辦理事項}」的預約已安排在{日期} {時間}，地點：{大廳}。預約碼：{預約碼}。\n如需改期或取消：{連結}',
  en: 'Dear {name},\nyour appointment for “{matter}” is on {date} at {time}, {hall}. Code: {code}.\nTo move or cancel it: {link}',
};
export const proposedMessage = (language: Language): string => proposed[language];

/** Saves the letters of a list as a file. @throws Error where they are not to be had */
export async function saveLetters(hall: string, id: string, name: string): Promise<void> {
  const response = await fetch(at(`/api/halls/${hall}/invitations/${id}/letters.csv`), {
    method: 'POST',
    cache: 'no-store',
  });
  if (!response.ok) throw new Error(`The letters: ${response.status}`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
