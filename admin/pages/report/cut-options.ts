import type { EChartsCoreOption } from 'echarts/core';
import type { ThroughputReport, ThroughputRow } from '../../../shared/contract/throughput.ts';
import { axisLine, base, colours, label } from './chart-options.ts';

interface Names {
  readonly rows: (row: ThroughputRow) => string;
  readonly bars: string;
  readonly rate: string;
  readonly previous: string;
  /** Beside the axis of the rate. */
  readonly share: string;
}

/** So many names stand under their bars, in lines. */
const mostNamed = 6;

/** What a chart counts of a row: tickets and their service level, or work and its utilisation. */
export function isOfWork({ rows }: Pick<ThroughputReport, 'rows'>): boolean {
  return rows.length > 0 && rows[0]!.taken === undefined;
}

/** Bars of the rows, those of the last period beside them where it was asked for, and a line of rates. */
export function cutOption(report: ThroughputReport, names: Names): EChartsCoreOption {
  const work = isOfWork(report);
  const countOf = (row: ThroughputRow | undefined) => (work ? row?.done : row?.taken) ?? null;
  const rateOf = (row: ThroughputRow): number | null => {
    const rate = (work ? row.utilisation : row.serviceLevel)?.rate ?? null;
    return rate === null ? null : Math.round(rate * 1000) / 10;
  };
  const previous = report.before.find(({ kind }) => kind === 'previous')?.rows;
  const inTime = report.by === 'day' || report.by === 'week' || report.by === 'month';
  const inWords = !inTime && report.by !== 'hour' && report.rows.length <= mostNamed;
  const before = (row: ThroughputRow, i: number): number | null =>
    countOf(inTime ? previous?.[i] : previous?.find(({ key }) => key === row.key));
  return {
    ...base,
    color: [colours.lead, ...(previous === undefined ? [] : [colours.pale]), colours.accent],
    grid: { left: 4, right: 4, top: 40, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: report.rows.map(names.rows),
      axisLine,
      axisTick: { show: false },
      // A bar without a name says nothing; of days, hours and long lists every second or third is enough.
      axisLabel: inWords
        ? { ...label, width: 96, overflow: 'break', interval: 0 }
        : { ...label, width: 90, overflow: 'truncate', hideOverlap: true },
    },
    yAxis: [
      { type: 'value', minInterval: 1, splitLine: axisLine, axisLabel: label },
      { type: 'value', min: 0, max: 100, splitLine: { show: false }, axisLabel: label },
    ],
    series: [
      { name: names.bars, type: 'bar', data: report.rows.map(countOf), barMaxWidth: 22 },
      ...(previous === undefined
        ? []
        : [{ name: names.previous, type: 'bar', data: report.rows.map(before), barMaxWidth: 22 }]),
      {
        name: `${names.rate} ${names.share}`,
        type: 'line',
        yAxisIndex: 1,
        data: report.rows.map(rateOf),
        symbolSize: 6,
        connectNulls: false,
      },
    ],
  };
}

/** How many waits were so long. @param more the last band in words */
export function waitBandsOption(
  report: ThroughputReport,
  names: { readonly count: string; readonly more: (minutes: number) => string },
): EChartsCoreOption {
  const ends = report.waits.map(({ upTo }) => (upTo === null ? null : upTo / 60));
  const bands = ends.map((end, i) => {
    const from = i === 0 ? 0 : ends[i - 1]!;
    return end === null ? names.more(from ?? 0) : `${from}–${end}`;
  });
  return {
    ...base,
    legend: { show: false },
    grid: { left: 4, right: 4, top: 16, bottom: 4, containLabel: true },
    xAxis: { type: 'category', data: bands, axisLine, axisTick: { show: false }, axisLabel: label },
    yAxis: { type: 'value', minInterval: 1, splitLine: axisLine, axisLabel: label },
    series: [
      {
        name: names.count,
        type: 'bar',
        data: report.waits.map(({ count }) => count),
        barMaxWidth: 34,
      },
    ],
  };
}
