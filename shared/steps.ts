/** A step as catalogue and ticket give it: positions of the steps before it; absent: the one before. */
interface Ordered {
  readonly after?: readonly number[] | undefined;
}

const afterOf = ({ after }: Ordered, position: number): readonly number[] =>
  after ?? (position === 0 ? [] : [position - 1]);

/**
 * The positions of a journey's steps in rows: those of one row may be done in any order, and come
 * after those of the rows before.
 */
export function stepRows(steps: readonly Ordered[]): number[][] {
  const rows: number[][] = [];
  const rowOf = steps.map(() => -1);
  const find = (position: number, seen: ReadonlySet<number>): number => {
    const step = steps[position];
    // A circle is refused where catalogues are read; drawn it is cut.
    if (step === undefined || seen.has(position)) return -1;
    if (rowOf[position] !== -1) return rowOf[position] ?? -1;
    const before = new Set([...seen, position]);
    return 1 + Math.max(-1, ...afterOf(step, position).map((each) => find(each, before)));
  };
  steps.forEach((_, position) => {
    const row = find(position, new Set());
    rowOf[position] = row;
    (rows[row] ??= []).push(position);
  });
  return rows.filter((row) => row.length > 0);
}

/**
 * A journey in one line: 甲 → 乙 one after the other, 甲 ＋ 乙 in any order. Whoever reads an arrow
 * goes to the first and waits there, also where both wait at once.
 *
 * @param names of the steps, by position
 */
export function stepLine(steps: readonly Ordered[], names: readonly string[]): string {
  return stepRows(steps)
    .map((row) => row.map((position) => names[position] ?? '').join(' ＋ '))
    .join(' → ');
}
