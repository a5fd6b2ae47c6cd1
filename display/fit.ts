/**
 * How calls are set into an area: as large as they go, never smaller than can be read. All widths
 * and heights are in em of the numbers' font size, all areas in CSS pixels.
 */
export interface Area {
  readonly width: number;
  readonly height: number;
}

/** One way to set a call or a window: what it takes, at the least and in comfort. */
export interface Form<K extends string> {
  readonly kind: K;
  readonly width: number;
  readonly leastHeight: number;
  readonly height: number;
  /** How well it reads beside the others, which are preferred where letters are as large. */
  readonly worth: number;
}

export interface Grid<K extends string> {
  readonly kind: K;
  readonly columns: number;
  readonly rows: number;
  /** Font size of the numbers, in CSS pixels. */
  readonly font: number;
}

const mostColumns = 6;

function sizeOf(area: Area, gap: number, columns: number, rows: number): Area {
  return {
    width: (area.width - gap * (columns - 1)) / columns,
    height: (area.height - gap * (rows - 1)) / rows,
  };
}

/** The grid in which `count` cells are largest; null: they do not fit in a readable size. */
export function fitted<K extends string>(
  area: Area,
  count: number,
  gap: number,
  least: number,
  forms: readonly Form<K>[],
): Grid<K> | null {
  let best: (Grid<K> & { readonly ease: number }) | null = null;
  for (const form of forms) {
    for (let columns = 1; columns <= Math.min(count, mostColumns); columns += 1) {
      const rows = Math.ceil(count / columns);
      const cell = sizeOf(area, gap, columns, rows);
      if (Math.min(cell.width / form.width, cell.height / form.leastHeight) < least) continue;
      const comfort = Math.min(cell.width / form.width, cell.height / form.height);
      const ease = comfort * form.worth;
      if (best !== null && ease <= best.ease) continue;
      best = { kind: form.kind, columns, rows, font: Math.floor(Math.max(least, comfort)), ease };
    }
  }
  return best;
}

/** How many cells an area holds in a readable size. */
export function capacity(
  area: Area,
  gap: number,
  least: number,
  forms: readonly Form<string>[],
): number {
  const counts = forms.flatMap((form) =>
    Array.from({ length: mostColumns }, (_, i) => i + 1).map((columns) => {
      if (sizeOf(area, gap, columns, 1).width < least * form.width) return 0;
      return (
        columns * Math.max(0, Math.floor((area.height + gap) / (least * form.leastHeight + gap)))
      );
    }),
  );
  return Math.max(0, ...counts);
}

/** The least height in which `count` cells can be read. */
export function leastHeight(
  width: number,
  count: number,
  gap: number,
  least: number,
  forms: readonly Form<string>[],
): number {
  const heights = forms.flatMap((form) =>
    Array.from({ length: Math.min(count, mostColumns) }, (_, i) => i + 1).map((columns) => {
      const rows = Math.ceil(count / columns);
      const fits = sizeOf({ width, height: 0 }, gap, columns, 1).width >= least * form.width;
      return fits ? rows * least * form.leastHeight + gap * (rows - 1) : Infinity;
    }),
  );
  return Math.min(Infinity, ...heights);
}
