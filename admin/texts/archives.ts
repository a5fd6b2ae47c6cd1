import { area } from './area.ts';

/** Years that have a file of their own. */
export const archives = area(
  {
    title: '往年归档',
    hint: '已经结束的年份可以移到单独的文件里，报表和日志照样能查，日常备份会小很多。',
    folder: '保存在服务器的 {folder}',
    none: '还没有归档的年份',
    next: '归档 {year} 年',
    failed: '{year} 年的归档没有成功（{time}），稍后会自动再试：{why}',
    column: { year: '年份', state: '状态', tickets: '号票', bytes: '大小', at: '完成时间' },
    state: {
      copying: '正在复制',
      verified: '已核对',
      removing: '正在移出',
      archived: '已归档',
    },
    fault: {
      missing: '文件不见了，请从备份放回',
      damaged: '文件已损坏，请从备份放回',
      newer: '由更新的版本写成，请升级',
    },
    size: '{n} MB',
  },
  {
    title: '往年歸檔',
    hint: '已經結束的年份可以移到單獨的檔案裡，報表和日誌照樣能查，日常備份會小很多。',
    folder: '儲存在伺服器的 {folder}',
    none: '還沒有歸檔的年份',
    next: '歸檔 {year} 年',
    failed: '{year} 年的歸檔沒有成功（{time}），稍後會自動再試：{why}',
    column: { year: '年份', state: '狀態', tickets: '號票', bytes: '大小', at: '完成時間' },
    state: {
      copying: '正在複製',
      verified: '已核對',
      removing: '正在移出',
      archived: '已歸檔',
    },
    fault: {
      missing: '檔案不見了，請從備份放回',
      damaged: '檔案已損壞，請從備份放回',
      newer: '由更新的版本寫成，請升級',
    },
    size: '{n} MB',
  },
  {
    title: 'Archived years',
    hint: 'A year that is over can be moved to a file of its own. Reports and log read it as before, and backups become much smaller.',
    folder: 'On the server in {folder}',
    none: 'No year is archived yet',
    next: 'Archive {year}',
    failed: '{year} could not be archived ({time}); it is tried again by itself: {why}',
    column: { year: 'Year', state: 'State', tickets: 'Tickets', bytes: 'Size', at: 'Finished' },
    state: {
      copying: 'being copied',
      verified: 'checked',
      removing: 'being moved out',
      archived: 'archived',
    },
    fault: {
      missing: 'its file is missing: put it back from the backups',
      damaged: 'its file is damaged: put it back from the backups',
      newer: 'of a newer version: install that',
    },
    size: '{n} MB',
  },
);
