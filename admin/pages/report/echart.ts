import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { onBeforeUnmount, onMounted, watch, type Ref } from 'vue';

// As SVG, so that paper gets lines and not a picture of pixels.
use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** CSS pixels: about half the width of a landscape A4 page, and a third of its height. */
const paper = { width: 500, height: 240 };

/**
 * Draws `option` in the element for as long as the component lives: at its size on screen, and for
 * a page at the page's. The picture says its own size, so that paper, which asks no script once it
 * is laid out, can scale it; what is measured there would be nothing.
 */
export function useChart(
  element: Readonly<Ref<HTMLElement | null>>,
  option: () => EChartsCoreOption,
): void {
  let chart: ECharts | null = null;
  const printed = matchMedia('print');
  const draw = (onPaper: boolean): void => {
    if (chart === null) return;
    chart.resize(onPaper ? paper : { width: 'auto', height: 'auto' });
    // At once: a page is laid out before there is another frame.
    chart.getZr().flush();
    chart
      .getDom()
      .querySelector('svg')
      ?.setAttribute('viewBox', `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  };
  const fit = (): void => draw(printed.matches);
  const beforePrint = (): void => draw(true);
  const observer = new ResizeObserver(fit);
  onMounted(() => {
    if (element.value === null) return;
    chart = init(element.value, null, { renderer: 'svg' });
    chart.setOption(option());
    observer.observe(element.value);
    printed.addEventListener('change', fit);
    addEventListener('beforeprint', beforePrint);
    addEventListener('afterprint', fit);
  });
  watch(option, (next) => chart?.setOption(next, true));
  onBeforeUnmount(() => {
    observer.disconnect();
    printed.removeEventListener('change', fit);
    removeEventListener('beforeprint', beforePrint);
    removeEventListener('afterprint', fit);
    chart?.dispose();
  });
}
