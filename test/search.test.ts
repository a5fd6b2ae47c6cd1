import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue } from '../shared/contract/catalogue.ts';
import { nameSearchOf, type Search, searchOf } from '../shared/ui/search.ts';
import { TestHall } from './support/hall.ts';

interface Word {
  readonly say: string;
  /** The code of the package or matter; null: the hall has nothing of the kind. */
  readonly finds: string | null;
}
const words = JSON.parse(readFileSync('test/data/everyday-words.json', 'utf8')) as {
  sixty: Word[];
  tried: Word[];
  english: Word[];
  traditional: Word[];
};

let catalogue: Catalogue;
let search: Search;
beforeAll(async () => {
  const hall = await TestHall.start();
  catalogue = await hall.ok<Catalogue>('GET', '/api/halls/district/catalogue');
  await hall.stop();
  search = await searchOf(catalogue);
});
const codes = (query: string, by = search): string[] => by.find(query).map(({ code }) => code);
const missed = (list: readonly Word[], by = search): string[] =>
  list
    .filter(({ say, finds }) => finds !== null && !codes(say, by).slice(0, 3).includes(finds))
    .map(({ say }) => say);

describe('everyday words (faults S10, W14)', () => {
  it('find what they mean among the first three, at least 57 of the 60 written down first', () => {
    expect(words.sixty).toHaveLength(60);
    const not = missed(words.sixty);
    expect(not.length, not.join(' ')).toBeLessThanOrEqual(3);
  });

  it('find what they mean, every one that was tried at the kiosk', () => {
    expect(missed(words.tried)).toEqual([]);
  });

  it.each(['english', 'traditional'] as const)(
    'find what they mean in the language of the reader: %s',
    (language) => {
      expect(words[language].length).toBeGreaterThanOrEqual(20);
      expect(missed(words[language])).toEqual([]);
      // What the hall has nothing of finds nothing, not something else.
      const none = words[language].filter(({ finds }) => finds === null).map(({ say }) => say);
      expect(none.filter((say) => codes(say).length > 0)).toEqual([]);
    },
  );

  it('are what finds them: without aliases most are not found', async () => {
    const bare = structuredClone(catalogue);
    for (const each of [...bare.matters, ...bare.packages]) delete each.aliases;
    const without = await searchOf(bare);
    expect(missed(words.sixty, without).length).toBeGreaterThan(40);
  });

  it.each([
    ['駕照', 'driver-vehicle'],
    ['買房', 'new-home'],
    ['社保卡丟了', 'social-card-replacement'],
    ['身分證', 'police-identity-card'],
    ['註銷公司', 'company-closing'],
    ['開飯店', 'restaurant'],
    ['KTV消防', 'fire-fire-safety-check-of-public'],
    ['ｗｉｆｉ', 'telecom-telecom-connection'],
    ['我要补办身份证', 'police-identity-card'],
    ['shebao', 'social-card'],
    ['社bao', 'social-card'],
    ['jzz', 'police-residence-permit-application'],
    ['yinhangkaihu', 'bank-bank-account-opening'],
    ['identity', 'police-identity-card'],
  ])('are found as people write them: %s', (query, code) => {
    expect(codes(query).slice(0, 3)).toContain(code);
  });

  it('stand in the catalogue, three to eight in Chinese for each package and matter', () => {
    for (const { code, aliases = [], name } of [...catalogue.matters, ...catalogue.packages]) {
      const chinese = aliases.filter((alias) => /\p{Script=Han}/u.test(alias));
      expect(chinese.length, code).toBeGreaterThanOrEqual(3);
      expect(chinese.length, code).toBeLessThanOrEqual(8);
      expect(aliases.length - chinese.length, code).toBeLessThanOrEqual(8);
      expect(aliases, code).not.toContain(name['zh-Hans']);
    }
  });
});

describe('the order of what is found (faults S10)', () => {
  it('has the whole word first, then where it begins, then what is inside', () => {
    // 二手房转移 has s, f, z inside.
    expect(codes('sfz').indexOf('police-identity-card')).toBe(0);
    expect(codes('sfz')).toContain('second-hand-home');
    const [whole] = search.find('身份证');
    expect([whole?.code, whole?.by]).toEqual(['police-identity-card', '身份证']);
  });

  it('is the same each time, and ties stand as the catalogue has them', () => {
    expect(codes('买房').slice(0, 3)).toEqual(['second-hand-home', 'new-home', 'fund-home']);
    expect(codes('买房')).toEqual(codes('买房'));
  });

  it('says by which word, in the script of the reader', () => {
    const [card] = search.find('社保卡');
    expect(card?.by).toBe('社保卡');
    expect(search.wordIn('驾驶证', 'zh-Hant')).toBe('駕駛證');
    expect(search.wordIn('社保卡', 'en')).toBeNull();
    expect(search.wordIn('WiFi', 'en')).toBe('WiFi');
  });
});

describe('where nothing fits (faults S10)', () => {
  it.each(['社报', '医保报销', 'shebaoooo', '小孩上户'])('something is near: %s', (query) => {
    expect(search.find(query)).toEqual([]);
    expect(search.likely(query).length).toBeGreaterThan(0);
    expect(search.likely(query).length).toBeLessThanOrEqual(6);
  });

  it.each(['passport', 'visa', '护照', '养狗', '换护照', '献血证', '办理狗证'])(
    'what shares one character, or only such as stand in every name, is not near: %s',
    (query) => {
      expect(search.find(query)).toEqual([]);
      expect(search.likely(query)).toEqual([]);
    },
  );

  it('what sounds the same comes first', () => {
    expect(search.likely('社报')[0]?.code).toBe('social-card');
  });
});

describe('characters for the letters typed (faults S10)', () => {
  const texts = (query: string, language: 'zh-Hans' | 'zh-Hant' | 'en' = 'zh-Hans'): string[] =>
    search.candidates(query, language).map(({ text }) => text);

  it('offers words and characters of the catalogue, words first', () => {
    expect(texts('shebao')[0]).toBe('社保');
    expect(texts('fang')).toContain('房');
    expect(texts('zheng', 'zh-Hant')).toContain('證');
    expect(texts('card', 'en')).toEqual([]);
    expect(texts('社保')).toEqual([]);
  });

  it('takes the place of what it stands for, and leaves the rest', () => {
    const chosen = (query: string, text: string): string | undefined =>
      search.candidates(query, 'zh-Hans').find((each) => each.text === text)?.query;
    expect(chosen('买fang', '房')).toBe('买房');
    expect(chosen('shebaoka', '社')).toBe('社baoka');
    expect(codes('社baoka').slice(0, 3)).toContain('social-card');
  });
});

it('finds one of 1,200 halls by its name, pinyin, initials, English or code', async () => {
  const towns = ['清濛', '池店', '陈埭', '安海', '磁灶', '东石', '深沪', '金井'];
  const halls = Array.from({ length: 1200 }, (_, i) => {
    const [town, n] = [towns[i % towns.length]!, Math.floor(i / towns.length) + 1];
    const code = `h-${i}`;
    return { code, name: { 'zh-Hans': `${town}第${n}村便民服务点`, en: `Village ${i}` } };
  });
  halls.push({ code: 'park', name: { 'zh-Hans': '青阳邻里中心', en: 'Qingyang Park' } });
  const find = await nameSearchOf(halls.map((each) => ({ ...each, aliases: [each.code] })));
  for (const query of ['青阳', 'qingyang', 'qyll', 'Park', 'park', '邻里'])
    expect([query, find(query)[0]]).toEqual([query, 'park']);
  expect(find('安海第7村')[0]).toBe('h-51');
  expect(find('h-51')[0]).toBe('h-51');
  // As many as anybody looks through.
  expect(find('便民').length).toBe(24);
  expect(find('nothing of the kind')).toEqual([]);
});
