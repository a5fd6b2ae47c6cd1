import type { Package } from '../../shared/contract/catalogue.ts';
import type { Hours } from '../../shared/contract/hall.ts';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import type { Text } from '../../shared/contract/text.ts';
import { settingCell, settingKeys, settingWords } from './settings.ts';
import type { FormKey } from './sheets.ts';

/** What a row says, by the keys of its columns; dots lead into it. */
export type Row = Readonly<Record<string, unknown>>;

/** A document as the rows of its sheets, in order. The logo stays behind. Pure. */
export function rowsOf({ hall, catalogue }: SetupDocument): Record<FormKey, readonly Row[]> {
  return {
    hall: [{ ...hall, source: catalogue.source }],
    zones: hall.zones,
    queues: hall.queues,
    windows: hall.windows,
    serves: hall.windows.flatMap(({ number, serves }) =>
      serves.map((each) => ({ window: number, ...each })),
    ),
    categories: hall.categories,
    hours: [
      ...hoursRows(undefined, hall.hours),
      ...hall.queues.flatMap(({ code, hours }) => hoursRows(code, hours)),
    ],
    quotas: hall.queues.flatMap(({ code, quotas = [] }) =>
      quotas.map((each) => ({ queue: code, ...each })),
    ),
    duty: hall.duty,
    regions: hall.regions,
    notices: hall.notices,
    media: hall.media,
    departments: catalogue.departments,
    stages: catalogue.directions.flatMap(({ code, name, stages }) =>
      stages.map((stage) => ({ direction: code, directionName: name, ...stage })),
    ),
    matters: catalogue.matters,
    packages: catalogue.packages,
    steps: catalogue.packages.flatMap(stepRows),
    also: catalogue.packages.flatMap(({ code, version, also = [] }) =>
      also.map((item) => ({ package: code, version, ...item })),
    ),
    papers: [
      ...catalogue.packages.flatMap(({ code, version, papers = [], guide }) =>
        paperRows({ owner: 'package', code, version }, papers, guide),
      ),
      ...catalogue.matters.flatMap(({ code, papers = [] }) =>
        papers.map((paper) => ({ owner: 'matter', code, paper })),
      ),
    ],
    settings: settingKeys.map((key) => ({
      key,
      ...settingWords[key],
      value: settingCell(key, hall.settings),
    })),
    proposed: hall.proposed.map((place) => ({ place })),
  };
}

function hoursRows(queue: string | undefined, hours: readonly Hours[] = []): Row[] {
  return hours.map((each) => ({ queue, ...each }));
}

/** Steps are counted from 1, as people do. */
function stepRows({ code, version, steps }: Package): Row[] {
  return steps.map(({ queue, matters, after }, i) => ({
    package: code,
    version,
    step: i + 1,
    queue,
    matters,
    after: after?.map((before) => before + 1),
  }));
}

/** Every package has a row, so that papers and guides can be entered for all of them. */
function paperRows(owner: Row, papers: readonly Text[], guide: string | undefined): Row[] {
  const [first, ...others] = papers;
  return [{ ...owner, paper: first, guide }, ...others.map((paper) => ({ ...owner, paper }))];
}
