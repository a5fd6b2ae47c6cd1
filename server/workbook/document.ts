import type { HallFile } from '../../shared/contract/hall.ts';
import type { Grid } from './grid.ts';
import { codecIn } from './write.ts';
import { Places } from './places.ts';
import { PackagesRead } from './packages.ts';
import { isSetting, readSetting, settingKeys } from './settings.ts';
import { type FormKey, forms } from './sheets.ts';
import { type Fault, readTable, type ReadRow, tellUnknown } from './table.ts';

/** Put together from rows, not checked yet. */
type Thing = Record<string, unknown>;

/** The document that the sheets say, and where each part of it stands. */
export function readDocument(
  grids: readonly Grid[],
  fault: Fault,
  kept: { readonly logo: HallFile['logo'] },
): { hall: Thing; catalogue: Thing; places: Places } {
  const places = new Places();
  let timezone = 'UTC';
  const table = (key: FormKey): ReadRow[] => readTable(grids, forms[key], fault, codecIn(timezone));
  /** A list of the document: one row a thing. */
  const list = (key: FormKey, path: string): Thing[] => {
    places.cell(path, forms[key].name);
    return table(key).map((row, i) => {
      places.row(`${path}.${i}`, row);
      return row.value;
    });
  };
  /** Rows that belong to things of another list. */
  const under = (key: FormKey, into: (row: ReadRow) => void): void => table(key).forEach(into);
  const add = (owner: Thing, path: string, member: string, thing: unknown, row: ReadRow): void => {
    const things = (owner[member] ??= []) as unknown[];
    places.row(`${path}.${member}.${things.length}`, row);
    things.push(thing);
  };

  const [hallRow, ...more] = table('hall');
  if (hallRow === undefined) fault(`${forms.hall.name}!A2`, 'missing');
  else places.row('hall', hallRow);
  for (const row of more) fault(row.cell(), 'one_row_only');
  const { source, ...hall } = hallRow?.value ?? {};
  if (typeof hall['timezone'] === 'string') timezone = hall['timezone'];

  const zones = list('zones', 'hall.zones');
  const queues = list('queues', 'hall.queues');
  const windows = list('windows', 'hall.windows');
  for (const window of windows) window['serves'] = [];
  under('serves', (row) => {
    const { window: number, ...serves } = row.value;
    const i = windows.findIndex((each) => each['number'] === number);
    if (i < 0) tellUnknown(fault, row.cell('window'), 'unknown_window', number);
    else add(windows[i]!, `hall.windows.${i}`, 'serves', serves, row);
  });
  const whole = { ...hall, hours: [] as unknown[] };
  under('hours', (row) => {
    const { queue, ...hours } = row.value;
    const i = queues.findIndex((each) => each['code'] === queue);
    if (queue === undefined) add(whole, 'hall', 'hours', hours, row);
    else if (i < 0) tellUnknown(fault, row.cell('queue'), 'unknown_queue', queue);
    else add(queues[i]!, `hall.queues.${i}`, 'hours', hours, row);
  });
  under('quotas', (row) => {
    const { queue, ...quota } = row.value;
    const i = queues.findIndex((each) => each['code'] === queue);
    if (i < 0) tellUnknown(fault, row.cell('queue'), 'unknown_queue', queue);
    else add(queues[i]!, `hall.queues.${i}`, 'quotas', quota, row);
  });

  const settings: Thing = {};
  under('settings', (row) => {
    const key = row.value['key'];
    if (!isSetting(key)) {
      tellUnknown(fault, row.cell('key'), 'unknown_setting', key);
      return;
    }
    places.cell(`hall.settings.${key}`, row.cell('value'));
    const said = readSetting(key, row.raw('value'));
    if ('fault' in said) fault(row.cell('value'), said.fault, said.facts);
    else settings[key] = said.value;
  });
  for (const key of settingKeys)
    if (!Object.hasOwn(settings, key)) places.cell(`hall.settings.${key}`, forms.settings.name);

  const directions: Thing[] = [];
  places.cell('catalogue.directions', forms.stages.name);
  under('stages', (row) => {
    const { direction, directionName, ...stage } = row.value;
    let i = directions.findIndex((each) => each['code'] === direction);
    if (i < 0) {
      i = directions.push({ code: direction, name: directionName, stages: [] }) - 1;
      places.row(`catalogue.directions.${i}`, row);
      places.cell(`catalogue.directions.${i}.code`, row.cell('direction'));
      places.cell(`catalogue.directions.${i}.name`, row.cell('directionName.zh-Hans'));
    }
    add(directions[i]!, `catalogue.directions.${i}`, 'stages', stage, row);
  });

  const departments = list('departments', 'catalogue.departments');
  const matters = list('matters', 'catalogue.matters');
  const packages = list('packages', 'catalogue.packages');
  const inPackages = new PackagesRead(packages, matters, fault, places);
  under('steps', (row) => inPackages.step(row));
  inPackages.endSteps();
  under('also', (row) => inPackages.also(row));
  under('papers', (row) => inPackages.paper(row));

  return {
    hall: {
      ...whole,
      zones,
      queues,
      windows,
      categories: list('categories', 'hall.categories'),
      duty: list('duty', 'hall.duty'),
      regions: list('regions', 'hall.regions'),
      notices: list('notices', 'hall.notices'),
      media: list('media', 'hall.media'),
      ...(kept.logo === undefined ? {} : { logo: kept.logo }),
      proposed: list('proposed', 'hall.proposed').map(({ place }) => place),
      settings,
    },
    catalogue: {
      ...(source === undefined ? {} : { source }),
      directions,
      departments,
      matters,
      packages,
    },
    places,
  };
}
