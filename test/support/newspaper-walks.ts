import type { Catalogue } from '../../shared/contract/catalogue.ts';
import type { ObstacleWithStates, Walk } from '../../shared/contract/walk.ts';
import type { TestHall } from './hall.ts';

const at = '/api/halls/district';

/** What the newspaper says of the district's walks. */
export const newspaper = {
  departments: 21,
  leaders: 45,
  matters: 253,
  obstaclesFound: 33,
  obstaclesSolved: 33,
  workingDaysCut: 18,
  papersCut: 35,
};

/** Shares `total` out to `count`, the first ones get one more. */
const shares = (total: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.floor(total / count) + (i < total % count ? 1 : 0));

/**
 * The newspaper's walks in one month: a walk for each of 45 leaders of 21 departments, through five or
 * six matters each, with 33 obstacles, all solved.
 */
export async function enterNewspaper(hall: TestHall, month = '2026-03'): Promise<Walk[]> {
  const { departments, matters } = await hall.ok<Catalogue>('GET', `${at}/catalogue`);
  const [days, papers] = [shares(18, 33), shares(35, 33)];
  const walks: Walk[] = [];
  let from = 0;
  for (const [i, count] of shares(newspaper.matters, newspaper.leaders).entries()) {
    const through = Array.from({ length: count }, (_, j) => matters[(from + j) % matters.length]!);
    from += count;
    const { code } = departments[i % newspaper.departments]!;
    walks.push(
      await hall.ok<Walk>('POST', `${at}/walks`, {
        title: `第${i + 1}次局长走流程`,
        leader: `${'赵钱孙李周吴郑王冯陈'[i % 10]}局长${i + 1}`,
        department: code,
        role: (['clerk', 'companion', 'visitor', 'representative'] as const)[i % 4],
        day: `${month}-${String(2 + (i % 25)).padStart(2, '0')}`,
        matters: through.map((matter) => matter.code),
      }),
    );
  }
  for (let i = 0; i < newspaper.obstaclesFound; i += 1) {
    const walk = walks[i]!;
    const { id } = await hall.ok<ObstacleWithStates>('POST', `${at}/walks/${walk.id}/obstacles`, {
      title: ['材料重复提交', '系统数据不共享', '窗口指引不清楚'][i % 3],
      department: walk.department,
    });
    await hall.ok('PATCH', `${at}/obstacles/${id}`, {
      status: 'solved',
      done: '部门会商后精简流程',
      daysCut: days[i],
      papersCut: papers[i],
    });
  }
  return walks;
}
