import { describe, expect, it } from 'vitest';
import { merged } from '../admin/setup/merge.ts';
import { numbersOf, proposedCode, rowsOf } from '../admin/setup/codes.ts';
import { accentTokens } from '../shared/rules/accent.ts';
import { contrastOf } from '../shared/rules/contrast.ts';

describe('two drafts of one set-up', () => {
  const base = {
    name: 'Hall',
    queues: [
      { code: 'tax', prefix: 'A', level: 15 },
      { code: 'land', prefix: 'B', level: 15 },
    ],
    hours: [1, 2],
  };

  it('are taken together thing by thing and field by field', () => {
    const mine = structuredClone(base);
    mine.queues[0]!.level = 20;
    mine.queues.push({ code: 'mine', prefix: 'C', level: 5 });
    const theirs = structuredClone(base);
    theirs.name = 'Other hall';
    theirs.queues[0]!.prefix = 'Q';
    theirs.queues.push({ code: 'theirs', prefix: 'D', level: 5 });
    const both = merged(base, mine, theirs);
    expect(both.name).toBe('Other hall');
    expect(both.queues.find(({ code }) => code === 'tax')).toEqual({
      code: 'tax',
      prefix: 'Q',
      level: 20,
    });
    expect(both.queues.map(({ code }) => code).sort()).toEqual(['land', 'mine', 'tax', 'theirs']);
  });

  it('let mine stand where both changed the same, and leave out what either retired', () => {
    const mine = structuredClone(base);
    mine.name = 'Mine';
    mine.queues.splice(1, 1);
    const theirs = structuredClone(base);
    theirs.name = 'Theirs';
    theirs.hours = [3];
    expect(merged(base, mine, theirs)).toEqual({
      name: 'Mine',
      queues: [base.queues[0]],
      hours: [3],
    });
  });
});

describe('what is proposed while one types', () => {
  it('is a code from the syllables of a name that nobody has', () => {
    expect(proposedCode('税务', [], 'queue')).toBe('shui-wu');
    expect(proposedCode('税务', ['shui-wu'], 'queue')).toBe('shui-wu-2');
    expect(proposedCode('', [], 'queue')).toBe('queue');
  });

  it('is a row of windows in the way that people write one', () => {
    expect(numbersOf('5–8、12')).toEqual([5, 6, 7, 8, 12]);
    expect(numbersOf('8-5')).toBeNull();
    expect(numbersOf('x')).toBeNull();
    expect(rowsOf([1, 2, 3, 7], ', ')).toBe('1–3, 7');
  });
});

describe("a hall's own colour", () => {
  it('is read on white and, lightened, on a dark board; one that is too light is not taken', () => {
    for (const colour of ['#8a0f1e', '#0b5d3b', '#4a148c', '#000000']) {
      const tokens = accentTokens(colour)!;
      expect(contrastOf(tokens['--hall-lead']!, '#ffffff')).toBeGreaterThanOrEqual(7);
      expect(
        contrastOf(tokens['--hall-lead-deep']!, tokens['--hall-lead-soft']!),
      ).toBeGreaterThanOrEqual(7);
      expect(contrastOf(tokens['--hall-lead-night']!, '#0b2750')).toBeGreaterThanOrEqual(7);
    }
    expect(accentTokens('#ff8800')).toBeNull();
  });
});
