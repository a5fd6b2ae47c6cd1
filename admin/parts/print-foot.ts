import { onScopeDispose, watchEffect } from 'vue';
import { addRule, removeRule } from '../../shared/ui/sheet.ts';

/** As CSS writes it: quotes, backslashes and line ends by their number. */
const quoted = (text: string): string =>
  `"${text.replace(/["\\\n\r]/g, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `)}"`;

/**
 * At the foot of every printed page: what it is of (hall, period, when it was made), and which page of how
 * many, so that a sheet that was taken out of a pile still says where it belongs. An empty text leaves the
 * pages numbered only.
 */
export function usePrintFoot(text: () => string): void {
  let rule: CSSRule | null = null;
  const drop = (): void => {
    if (rule !== null) removeRule(rule);
    rule = null;
  };
  watchEffect(() => {
    const said = text();
    drop();
    const look =
      'font: 8pt "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #333;';
    rule = addRule(`@page {
      @bottom-left { content: ${quoted(said)}; ${look} }
      @bottom-right { content: counter(page) " / " counter(pages); ${look} }
    }`);
  });
  onScopeDispose(drop);
}
