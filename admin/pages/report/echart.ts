import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { onBeforeUnmount, onMounted, watch, type Ref } from 'vue';

// As SVG, so that paper gets lines and not a picture of pixels.
use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/**
 * Draws `option` in the element for as long as the component lives, at its width on screen. The
 * picture says its own size, so that paper, which asks no script, can scale it.
 */
export function useChart(
  element: Readonly<Ref<HTMLElement | null>>,
  option: () => EChartsCoreOption,
): void {
  let chart: ECharts | null = null;
  const fit = (): void => {
    if (chart === null) return;
    chart.resize();
    chart
      .getDom()
      .querySelector('svg')
      ?.setAttribute('viewBox', `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  };
  const observer = new ResizeObserver(fit);
  onMounted(() => {
    if (element.value === null) return;
    chart = init(element.value, null, { renderer: 'svg' });
    chart.setOption(option());
    observer.observe(element.value);
  });
  watch(option, (next) => chart?.setOption(next, true));
  onBeforeUnmount(() => {
    observer.disconnect();
    chart?.dispose();
  });
}
