import type { Text } from '../../contract/text.ts';
import { importFields, type ImportKind } from '../../contract/imports.ts';

/**
 * Names under which other systems have a field, small and without signs: of ZMS (Berlin, Munich), Novo
 * SGA, The Q, Qmatic-like exports, and lists as offices here keep them (docs/moving.md has the sources).
 */
const names: Readonly<Record<string, readonly string[]>> = {
  code: ['code', 'id', 'serviceid', 'servicecode', '编号', '编码', '业务编号', '业务编码'],
  name: [
    'name',
    'nome',
    'servicename',
    'title',
    '名称',
    '业务名称',
    '窗口名称',
    '姓名',
    'fullname',
  ],
  prefix: ['prefix', 'senhasigla', 'sigla', 'ticketprefix', '前缀', '号码前缀', '字头', '票号前缀'],
  standardMinutes: ['standardminutes', 'sla', 'servicelevel', '等候标准', '达标分钟'],
  number: [
    ...['number', 'no', 'ticket', 'ticketnumber', 'senhanumero', 'numlocal', 'wartenummer'],
    ...[
      'displaynumber',
      'counter',
      'counternumber',
      '号码',
      '票号',
      '排队号',
      '号票',
      '窗口号',
      '工号',
    ],
  ],
  label: ['label', '标牌', '门牌'],
  zone: ['zone', 'area', 'floor', '区域', '楼层', '所在区域'],
  services: ['services', 'queues', 'servicos', 'dienstleistungen', '办理业务', '业务', '受理业务'],
  username: ['username', 'login', 'user', 'account', '用户名', '登录名', '账号', '帐号'],
  roles: ['role', 'roles', 'perfil', '角色', '岗位'],
  day: ['day', 'date', 'datum', 'data', '日期', '办理日期', '取号日期'],
  service: [
    ...['service', 'servicename', 'servico', 'serviconome', 'queue', 'dienstleistungen'],
    ...['anliegen', '业务', '业务名称', '队列', '事项', '业务类型'],
  ],
  taken: [
    ...['taken', 'issued', 'dtcheg', 'datachegada', 'starttime', 'arrival', 'arrivaltime'],
    ...['created', 'createdat', '取号时间', '到达时间', '出票时间', '领号时间'],
  ],
  called: [
    'called',
    'dtcha',
    'datachamada',
    'calltime',
    'calledat',
    'timestart',
    '叫号时间',
    '呼叫时间',
  ],
  ended: [
    ...['ended', 'dtfim', 'datafim', 'timeend', 'endtime', 'finished', 'finishedat', 'timestamp'],
    ...['办结时间', '结束时间', '完成时间'],
  ],
  waitedMinutes: ['wartezeit', 'waitedminutes', 'waitminutes', '等候分钟', '等待分钟', '等候时长'],
  handledMinutes: ['bearbeitungszeit', 'handledminutes', 'serviceminutes', '办理分钟', '办理时长'],
  missed: ['nichterschienen', 'missed', 'noshow', 'didnotattend', '弃号', '过号', '未到'],
};

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * Which column says what, by the columns' names: the more usual name first, each column for one field.
 *
 * @param columns as they stand in the file
 */
export function guessColumns(kind: ImportKind, columns: readonly string[]): Record<string, string> {
  const free = new Map(columns.map((column) => [plain(column), column]));
  const guessed: Record<string, string> = {};
  for (const field of importFields[kind])
    for (const name of names[field] ?? []) {
      const column = free.get(name);
      if (column === undefined) continue;
      guessed[field] = column;
      free.delete(name);
      break;
    }
  return guessed;
}

/** A queue or a zone by its code and its names in all languages. */
export interface Named {
  readonly code: string;
  readonly names: readonly string[];
}

export const namedOf = ({ code, name }: { code: string; name: Text }): Named => ({
  code,
  names: Object.values(name).filter((each) => each !== undefined),
});

/** The queue that a service of another system is: of the same code or name; null: nobody knows. */
export function guessQueue(service: string, queues: readonly Named[]): string | null {
  const wanted = plain(service);
  const found = queues.find(({ code, names: all }) =>
    [code, ...all].some((name) => plain(name) === wanted),
  );
  return found?.code ?? null;
}
