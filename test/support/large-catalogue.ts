import { readFileSync } from 'node:fs';
import type { Catalogue } from '../../shared/contract/catalogue.ts';

/** What 246 packages of a province are about: names that differ in their first words, as real ones do. */
const subjects = [
  ['开办', 'Opening a'],
  ['变更', 'Changing a'],
  ['注销', 'Closing a'],
  ['扩建', 'Extending a'],
  ['迁移', 'Moving a'],
  ['年检', 'The yearly check of a'],
] as const;
const places = [
  ['餐饮店', 'restaurant'],
  ['药店', 'pharmacy'],
  ['书店', 'bookshop'],
  ['诊所', 'clinic'],
  ['幼儿园', 'kindergarten'],
  ['养老院', 'care home'],
  ['电影院', 'cinema'],
  ['游泳馆', 'swimming pool'],
  ['健身房', 'gym'],
  ['超市', 'supermarket'],
  ['便利店', 'corner shop'],
  ['美容院', 'beauty parlour'],
  ['宾馆', 'guest house'],
  ['网吧', 'internet café'],
  ['培训机构', 'training school'],
  ['劳务公司', 'labour agency'],
  ['旅行社', 'travel agency'],
  ['加油站', 'filling station'],
  ['停车场', 'car park'],
  ['充电站', 'charging station'],
  ['洗车店', 'car wash'],
  ['物流公司', 'haulage firm'],
  ['快递网点', 'parcel shop'],
  ['农场', 'farm'],
  ['茶厂', 'tea factory'],
  ['食品厂', 'food factory'],
  ['服装厂', 'clothing factory'],
  ['印刷厂', 'printing works'],
  ['建筑公司', 'building firm'],
  ['装修公司', 'decorating firm'],
  ['律师事务所', 'law firm'],
  ['会计师事务所', 'accounting firm'],
  ['外贸公司', 'trading house'],
] as const;

/** So many of them stand in one stage. */
export const fullStage = { direction: 'enterprise', stage: 'operation', count: 40 } as const;

/**
 * The default catalogue grown to so many packages, one stage of which has 40. Each new one has the
 * steps of an old one, so that its queues and matters are those of the hall.
 */
export function largeCatalogue(count = 246): Catalogue {
  const catalogue = JSON.parse(readFileSync('data/catalogue.json', 'utf8')) as Catalogue;
  const old = [...catalogue.packages];
  const stages = catalogue.directions.flatMap(({ code, stages: list }) =>
    list.map((stage) => ({ direction: code, stage: stage.code })),
  );
  const inFull = (): number =>
    catalogue.packages.filter(
      ({ direction, stage }) => direction === fullStage.direction && stage === fullStage.stage,
    ).length;
  const others = stages.filter(
    ({ direction, stage }) => direction !== fullStage.direction || stage !== fullStage.stage,
  );
  for (let n = 0; catalogue.packages.length < count; n += 1) {
    const [verb, english] = subjects[Math.floor(n / places.length) % subjects.length]!;
    const [thing, englishThing] = places[n % places.length]!;
    const full = inFull() < fullStage.count;
    const { direction, stage } = full ? fullStage : others[n % others.length]!;
    catalogue.packages.push({
      ...old[n % old.length]!,
      code: `generated-${n + 1}`,
      name: {
        'zh-Hans': `${verb}${thing}一件事`,
        'zh-Hant': `${verb}${thing}一件事`,
        en: `${english} ${englishThing}`,
      },
      aliases: [],
      direction,
      stage,
    });
  }
  return catalogue;
}
