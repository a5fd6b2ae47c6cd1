/** The characters of provinces, as they stand first on a plate. */
export const plateProvinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
/** Those, and the signs of embassies' and of aviation's plates in their place. */
const provinces = `${plateProvinces}使领民航`;
/** What may stand at the end of one. */
const endings = '挂学警港澳领使试超';
/** No I and no O, which are taken for 1 and 0. */
const signs = 'A-HJ-NP-Z0-9';
/** 苏B12345 and, of new energy, 苏BD12345 or 苏B12345F; 粤Z1234港. */
const chinese = new RegExp(
  `^[${provinces}][A-Z](?:[${signs}]{5,6}|[${signs}]{4}[${endings}])$`,
  'u',
);
/** Embassies: 224578使 and 使224578. */
const embassy = /^(?:使\d{6}|\d{6}使|领\d{5,6})$/u;
/** Of other countries, loosely: letters and figures, of these at least one. */
const other = /^(?=.*\d)[A-Z0-9]{2,10}$/;

/** What screens show of how one is written. */
export const examplePlate = '苏B12345';

/** A plate as it is kept, without what people write between its signs; null: no plate looks so. */
export function plateOf(typed: string): string | null {
  const plate = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s·•・.\-–—]/g, '');
  return chinese.test(plate) || embassy.test(plate) || other.test(plate) ? plate : null;
}
