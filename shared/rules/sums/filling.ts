import {
  type ColumnName,
  columnsOf,
  type DayGroups,
  type GroupName,
  groupNames,
  type Line,
} from './lines.ts';

/** Lines as they are added, one by one; columns at the end. */
export class Filling {
  private readonly lists: Readonly<Record<GroupName, Readonly<Record<string, number[]>>>>;

  constructor() {
    this.lists = Object.fromEntries(
      groupNames.map((group) => [
        group,
        Object.fromEntries(columnsOf(group).map((column) => [column, []])),
      ]),
    ) as never;
  }

  add<G extends GroupName>(group: G, line: Line<G>): void {
    const lists = this.lists[group];
    for (const column in line) lists[column]!.push(line[column as ColumnName<G>]);
  }

  groups(): DayGroups {
    return Object.fromEntries(
      groupNames.map((group) => [
        group,
        Object.fromEntries(
          columnsOf(group).map((column) => [column, Int32Array.from(this.lists[group][column]!)]),
        ),
      ]),
    ) as never;
  }
}
