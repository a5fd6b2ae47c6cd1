import { useHall } from './hall.ts';
import type { Place } from './trail.ts';

/** Where a stage leads: to its packages, or to the only one at once. */
export function ofStage(direction: string, stage: string): Place {
  const { packages } = useHall().catalogue;
  const [only, ...others] = packages.filter((p) => p.direction === direction && p.stage === stage);
  return only !== undefined && others.length === 0
    ? { at: 'package', code: only.code }
    : { at: 'stage', direction, stage };
}

/** Where a station leads: to what it handles, or to its ticket at once. */
export function ofStation(code: string): Place {
  const { matters } = useHall().catalogue;
  const has = matters.some(({ queue, mode }) => queue === code && mode === 'hall');
  return { at: has ? 'station' : 'counter', code };
}

/** Where a department leads: to its matters, or to the only one at once. */
export function ofDepartment(code: string): Place {
  const [only, ...others] = useHall().catalogue.matters.filter((m) => m.department === code);
  return only !== undefined && others.length === 0
    ? { at: 'matter', code: only.code }
    : { at: 'department', code };
}
