import { HallFile } from '../../shared/contract/hall.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';

/**
 * The least that is a hall: one of each thing that a hall cannot be without, to be renamed. It gives
 * tickets in its hours only and has none: nothing starts before somebody has said when.
 */
export function emptySetup(): SetupDocument {
  const hall = HallFile.parse({
    code: 'new',
    name: { 'zh-Hans': '新大厅' },
    timezone: 'Asia/Shanghai',
    zones: [{ code: 'A', name: { 'zh-Hans': 'A区', 'zh-Hant': 'A區', en: 'Zone A' } }],
    queues: [
      {
        code: 'general',
        name: { 'zh-Hans': '综合业务', 'zh-Hant': '綜合業務', en: 'General services' },
        prefix: 'A',
      },
    ],
    windows: [
      {
        number: 1,
        name: { 'zh-Hans': '综合窗口', 'zh-Hant': '綜合窗口', en: 'General window' },
        zone: 'A',
        serves: [{ queue: 'general' }],
      },
    ],
    categories: [
      { code: 'general', name: { 'zh-Hans': '普通', 'zh-Hant': '普通', en: 'General' } },
    ],
  });
  return { hall, catalogue: { directions: [], departments: [], matters: [], packages: [] } };
}
