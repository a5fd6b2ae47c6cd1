import type { matterModes } from '../../shared/contract/catalogue.ts';
import { column, department, optional, ownCode, queue, texts, type SheetForm } from './columns.ts';
import {
  afterSteps,
  aliases,
  choice,
  code,
  codes,
  day,
  wholeNumber,
  words,
  yesNo,
} from './values.ts';

export const modeNames = {
  hall: '窗口办理',
  online: '网上办理',
  offsite: '别处办理',
  automatic: '自动办理',
} as const satisfies Record<(typeof matterModes)[number], string>;
export const paperOwners = { package: '套餐', matter: '事项' } as const;

export const catalogueForms = {
  departments: { name: '部门', about: '进驻的部门', columns: [ownCode, ...texts('name', '名称')] },
  stages: {
    name: '方向与阶段',
    about: '一行一个阶段；同一方向的各行写同样的方向编号，名称以第一行为准',
    columns: [
      column('direction', '方向编号', code, '字母、数字、连字符'),
      ...texts('directionName', '方向名称', 18),
      column('code', '阶段编号', code, '字母、数字、连字符', { width: 18 }),
      ...texts('name', '阶段名称', 18),
    ],
  },
  matters: {
    name: '事项',
    about: '单个事项；所带材料见“材料与指南”',
    columns: [
      { ...ownCode, width: 40 },
      ...texts('name', '名称', 30),
      column('aliases', '俗称', aliases, '选填，群众平时的叫法，用顿号分开', {
        width: 30,
        optional,
      }),
      column('department', '部门', code, '部门的编号', { from: department }),
      column('queue', '业务队列', code, '窗口办理的必填', { from: queue, width: 18, optional }),
      column('mode', '办理方式', choice(modeNames), '不填是窗口办理', { optional }),
      column('promisedWorkingDays', '承诺时限（工作日）', wholeNumber, '选填；受理当天不算', {
        optional,
      }),
      ...texts('place', '办理地点').map((each) => ({
        ...each,
        note: '选填；不在窗口办理的写在哪里办',
        optional,
      })),
      column('regions', '可异地通办', yesNo, '选填；是：也为“通办地区”表里的地区办理', {
        optional,
      }),
    ],
  },
  packages: {
    name: '套餐',
    about: '一件事；环节、其他事项、材料与指南各有一张表',
    columns: [
      { ...ownCode, width: 22 },
      column('version', '版本', wholeNumber, '从 1 开始；内容改了由系统加一版'),
      ...texts('name', '名称', 30),
      column('aliases', '俗称', aliases, '选填，群众平时的叫法，用顿号分开', {
        width: 30,
        optional,
      }),
      column('validFrom', '启用日期', day, '例如 2026-01-01'),
      column('validTo', '停用日期', day, '选填；最后一天', { optional }),
      column('direction', '方向', code, '方向的编号', { from: ['方向与阶段', '方向编号'] }),
      column('stage', '阶段', code, '阶段的编号', { from: ['方向与阶段', '阶段编号'] }),
      column('lead', '牵头部门', code, '部门的编号', { from: department }),
      column('coDepartments', '配合部门', codes, '选填，部门的编号，用顿号分开', {
        width: 24,
        optional,
      }),
    ],
  },
  steps: {
    name: '套餐环节',
    about: '一行一个环节，按先后排列',
    columns: [
      column('package', '套餐', code, '套餐的编号', { from: ['套餐', '编号'], width: 22 }),
      column('version', '版本', wholeNumber, '套餐只有一个版本时可不填', { optional }),
      column('step', '序号', wholeNumber, '从 1 开始；不填则按行的先后', { optional }),
      column('queue', '业务队列', code, '队列的编号', { from: queue, width: 18 }),
      column('matters', '事项', codes, '事项的编号，用顿号分开', { width: 60 }),
      column(
        'after',
        '在哪些环节之后',
        afterSteps,
        '不填：在上一环节之后；不限：随时可办；1、2：在这些之后',
        {
          optional,
          width: 18,
        },
      ),
    ],
  },
  also: {
    name: '套餐其他事项',
    about: '不在窗口办理的事项：网上、别处、自动',
    columns: [
      column('package', '套餐', code, '套餐的编号', { from: ['套餐', '编号'], width: 22 }),
      column('version', '版本', wholeNumber, '套餐只有一个版本时可不填', { optional }),
      ...texts('name', '名称', 30),
      column('department', '部门', code, '部门的编号', { from: department }),
      column('mode', '办理方式', choice(modeNames), '网上办理、别处办理或自动办理'),
      ...texts('place', '办理地点').map((each) => ({ ...each, note: '选填', optional })),
    ],
  },
  papers: {
    name: '材料与指南',
    about: '一行一份材料；指南写在该套餐的任意一行。材料与指南都不填的行表示没有',
    columns: [
      column('owner', '类型', choice(paperOwners), '套餐或事项'),
      column('code', '编号', code, '套餐或事项的编号', { width: 40 }),
      column('version', '版本', wholeNumber, '套餐只有一个版本时可不填；事项不填', { optional }),
      ...texts('paper', '材料', 44).map((each) => ({ ...each, optional })),
      column('guide', '指南网址', words, '选填，http 或 https 开头；印成二维码', {
        width: 44,
        optional,
      }),
    ],
  },
} satisfies Record<string, SheetForm>;
