/**
 * Words of services and offices that a dictionary of the language cuts apart (水 · 电气, 公 · 积 · 金);
 * in Simplified and, where it differs, in Traditional characters.
 */
const known = (
  '一件事 二手房 新生儿 新生兒 毕业生 畢業生 残疾人 殘疾人 公积金 公積金 不动产 不動產 商品房 ' +
  '公租房 个体工商户 個體工商戶 工商户 工商戶 水电气网 水電氣網 水电气 水電氣 联动 聯動 过户 過戶 ' +
  '报装 報裝 婚育 申领 申領 换领 換領 参保 參保 医保 醫保 社保卡 保障卡 身份证 身分證 驾驶证 駕駛證 ' +
  '居住证 居住證 接种证 接種證 残疾证 殘疾證 不动产权 不動產權 注销 註銷 立项 立項 涉企 惠企 身后 身後 ' +
  '随迁子女 隨遷子女 综合窗口 綜合窗口 燃气 燃氣 广电 廣電 港澳台 台港澳 联合会 聯合會 综合执法 ' +
  '綜合執法 产前检查费 產前檢查費 缴费 繳費 代缴 代繳 转递 轉遞 生源地 助学贷款 助學貸款 失业金 ' +
  '失業金 保险金 保險金 一次性 高层次 高層次 汇算 匯算 预备役 預備役 优待证 優待證 周岁以上 周歲以上 ' +
  '小型 低风险 低風險 低收入 离退休 離退休 预包装 預包裝 公交 周岁以下 周歲以下 退役军人 退役軍人 携婴幼儿 攜嬰幼兒'
).split(' ');
const longest = Math.max(...known.map((word) => word.length));
const knownWords = new Set(known);

const han = /\p{Script=Han}/u;
/** What stands at the beginning of what follows: opening signs, figures. */
const opening = /^([（《“‘「『【]|\d+)$/u;

let segmenter: Intl.Segmenter | null | undefined;
function cut(text: string): string[] {
  segmenter ??= 'Segmenter' in Intl ? new Intl.Segmenter('zh', { granularity: 'word' }) : null;
  return segmenter === null ? [text] : [...segmenter.segment(text)].map((part) => part.segment);
}

/** The longest known word at each place, and between them what the language's dictionary says. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let rest = '';
  const flush = (): void => {
    if (rest !== '') found.push(...cut(rest));
    rest = '';
  };
  for (let at = 0; at < text.length;) {
    let length = Math.min(longest, text.length - at);
    while (length > 1 && !knownWords.has(text.slice(at, at + length))) length -= 1;
    if (length > 1) {
      flush();
      found.push(text.slice(at, at + length));
    } else rest += text[at] ?? '';
    at += length;
  }
  flush();
  return found;
}

/**
 * A Chinese text in pieces between which a line may break: whole words, with the signs that belong
 * to them. A single character begins no line: it stays with the one before, several such together.
 * Other languages break by themselves and stay in one piece.
 */
export function wordsOf(text: string): string[] {
  if (!han.test(text)) return [text];
  const words: string[] = [];
  let singles = 0;
  let open = '';
  for (const piece of pieces(text)) {
    if (opening.test(piece)) {
      open += piece;
      continue;
    }
    const isSign = !han.test(piece) && !/[\p{L}\p{N}]/u.test(piece);
    // A time of day is one: 09:32.
    if (isSign && open !== '') {
      open += piece;
      continue;
    }
    const isSingle = [...piece].length === 1 && !isSign && open === '';
    const before = words.at(-1)?.length ?? Infinity;
    const joins = isSign || (isSingle && before < (singles > 0 ? 6 : 4));
    if (joins) words.push(`${words.pop() ?? ''}${piece}`);
    else words.push(open + piece);
    open = '';
    singles = isSingle ? singles + 1 : 0;
  }
  if (open !== '') words.push(open);
  return words;
}
