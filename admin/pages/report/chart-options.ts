import type { EChartsCoreOption } from 'echarts/core';
import type { DailyReport } from '../../../shared/contract/report.ts';
import { textIn, type Language } from '../../../shared/languages.ts';

/** Lead and accent of the design system; a chart cannot read custom properties on paper. */
export const colours = {
  lead: '#0a4da2',
  accent: '#e8590c',
  pale: '#9db8d9',
  ink: '#3d4c61',
  line: '#dce3ec',
};
export const base = {
  animation: false,
  color: [colours.lead, colours.accent],
  textStyle: { fontFamily: "'Noto Sans SC Variable', sans-serif", color: colours.ink },
  legend: { top: 0, right: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: colours.ink } },
  // Drawn with the chart: as a page of its own it would bring styles that no page may have.
  tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, renderMode: 'richText' },
};
export const axisLine = { lineStyle: { color: colours.line } };
export const label = { color: colours.ink };

/** Tickets taken, and first calls made, in each hour. */
export function hoursOption(
  report: DailyReport,
  names: { taken: string; called: string },
): EChartsCoreOption {
  return {
    ...base,
    grid: { left: 4, right: 4, top: 34, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: report.hours.map((row) => row.hour),
      axisLine,
      axisTick: { show: false },
      axisLabel: label,
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitLine: axisLine,
      axisLabel: label,
    },
    series: [
      {
        name: names.taken,
        type: 'bar',
        data: report.hours.map((row) => row.taken),
        barMaxWidth: 22,
      },
      {
        name: names.called,
        type: 'bar',
        data: report.hours.map((row) => row.callsInHour),
        barMaxWidth: 22,
      },
    ],
  };
}

const minutes = (seconds: number | null): number | null =>
  seconds === null ? null : Math.round(seconds / 6) / 10;

/** Mean and P90 wait of each queue that had waits, in minutes, the first queue on top. */
export function waitsOption(
  report: DailyReport,
  names: { mean: string; p90: string },
  language: Language,
): EChartsCoreOption {
  const queues = report.queues.filter((row) => row.wait.count > 0).reverse();
  return {
    ...base,
    grid: { left: 4, right: 16, top: 34, bottom: 4, containLabel: true },
    xAxis: { type: 'value', splitLine: axisLine, axisLabel: label },
    yAxis: {
      type: 'category',
      data: queues.map((row) => textIn(row.name, language)),
      axisLine,
      axisTick: { show: false },
      axisLabel: { ...label, width: 150, overflow: 'truncate' },
    },
    series: [
      {
        name: names.mean,
        type: 'bar',
        data: queues.map((row) => minutes(row.wait.mean)),
        barMaxWidth: 10,
      },
      {
        name: names.p90,
        type: 'bar',
        data: queues.map((row) => minutes(row.wait.p90)),
        barMaxWidth: 10,
      },
    ],
  };
}
