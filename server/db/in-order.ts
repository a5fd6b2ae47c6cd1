import { type OrderByItemBuilder, type RawBuilder, sql } from 'kysely';

/** What orders a list by a column that a query may name. */
export type InOrder = readonly [
  column: RawBuilder<unknown>,
  way: (order: OrderByItemBuilder) => OrderByItemBuilder,
];

/** Columns that may have no value; of the others an index gives the order as it is. */
const sometimesEmpty: ReadonlySet<string> = new Set([
  ...['receipt', 'staff.name', 'tickets.number', 'appointments.name', 'appointments.phone'],
  ...['home_visits.name', 'home_visits.scheduled_at', 'obstacles.owner'],
]);

/** By a column, up or down; what has no value there comes last either way, on both databases. */
export function inOrder(column: string, down = false): InOrder {
  const isEmptyLast = sometimesEmpty.has(column);
  return [
    sql.ref(column),
    (order) => {
      const way = down ? order.desc() : order.asc();
      return isEmptyLast ? way.nullsLast() : way;
    },
  ];
}
