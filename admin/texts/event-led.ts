import { area } from './area.ts';

/** What the log calls what is changed of teams, month sheets, walks, projects and of a set-up that is followed. */
export const eventLed = area(
  {
    members: '队员',
    windows: '窗口',
    badge: '窗口标识',
    role: '方式',
    department: '部门',
    stages: '阶段',
    itemsAdded: '新增积分项目',
    itemsRemoved: '停用积分项目',
    itemsChanged: '修改积分项目',
    follows: '沿用大厅',
    parts: '沿用的内容',
  },
  {
    members: '隊員',
    windows: '窗口',
    badge: '窗口標識',
    role: '方式',
    department: '部門',
    stages: '階段',
    itemsAdded: '新增積分項目',
    itemsRemoved: '停用積分項目',
    itemsChanged: '修改積分項目',
    follows: '沿用大廳',
    parts: '沿用的內容',
  },
  {
    members: 'Members',
    windows: 'Windows',
    badge: 'Badge',
    role: 'How',
    department: 'Department',
    stages: 'Stages',
    itemsAdded: 'Items added',
    itemsRemoved: 'Items taken off',
    itemsChanged: 'Items changed',
    follows: 'Hall followed',
    parts: 'What is followed',
  },
);
