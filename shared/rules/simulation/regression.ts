/** Whether a simulation agrees with what was. */
export interface Agreement {
  readonly pairs: number;
  /** Simulated less real, in the mean. */
  readonly bias: number;
  readonly slope: number;
  /** Beyond chance (5 %). */
  readonly differs: boolean;
}

/**
 * Kleijnen's test of a simulation that was driven by the real day: simulated − real regressed on
 * simulated + real. Where both have the same mean and the same spread, intercept and slope are 0; an
 * F-test says whether they are (J.P.C. Kleijnen, B. Bettonvil, W. Van Groenendaal, Validation of
 * trace-driven simulation models: a novel regression test, Management Science 44, 1998).
 *
 * @returns null with fewer than 10 pairs
 */
export function agreement(
  pairs: readonly { readonly real: number; readonly simulated: number }[],
): Agreement | null {
  const n = pairs.length;
  if (n < 10) return null;
  const x = pairs.map((p) => p.simulated + p.real);
  const y = pairs.map((p) => p.simulated - p.real);
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  const sxx = x.reduce((sum, v) => sum + (v - mx) ** 2, 0);
  const sxy = x.reduce((sum, v, i) => sum + (v - mx) * (y[i]! - my), 0);
  const slope = sxx === 0 ? 0 : sxy / sxx;
  const residual = y.reduce((sum, v, i) => sum + (v - my - slope * (x[i]! - mx)) ** 2, 0);
  const total = y.reduce((sum, v) => sum + v ** 2, 0);
  const f =
    residual === 0 ? (total === 0 ? 0 : Infinity) : ((total - residual) / 2 / residual) * (n - 2);
  return { pairs: n, bias: my, slope, differs: f > critical(n - 2) };
}

/** The 95 % quantile of F with 2 and d degrees of freedom, which has a closed form. */
function critical(d: number): number {
  return (d / 2) * (0.05 ** (-2 / d) - 1);
}
