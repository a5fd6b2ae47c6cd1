import type { Seeded } from '../../shared/rules/simulation/chance.ts';

/** Of each name so many are remembered: the newest. */
const mostOfAName = 120;
/** Longer ones are what the fuzzer itself has written. */
const longest = 128;

/** What the hall has called things in its answers so far: numbers, tokens, codes, by member. */
export class Words {
  private readonly byName = new Map<string, string[]>();
  readonly now: () => number;

  /** @param now the hall's time, in milliseconds since 1970 */
  constructor(now: () => number) {
    this.now = now;
  }

  /** Remembers every text and whole number of an answer under the member that holds it. */
  learn(value: unknown, name = ''): void {
    if (typeof value === 'string' || Number.isInteger(value)) this.add(name, String(value));
    else if (Array.isArray(value)) for (const each of value.slice(0, 60)) this.learn(each, name);
    else if (value !== null && typeof value === 'object')
      for (const [member, each] of Object.entries(value)) this.learn(each, member);
  }

  add(name: string, word: string): void {
    if (word === '' || word.length > longest) return;
    for (const key of aliases(name)) {
      const list = this.byName.get(key) ?? [];
      if (list.includes(word)) continue;
      list.push(word);
      if (list.length > mostOfAName) list.shift();
      this.byName.set(key, list);
    }
  }

  /** One that had this name; null: none had. */
  known(name: string, chance: Seeded): string | null {
    const list = this.byName.get(singularOf(name));
    return list === undefined ? null : chance.pick(list);
  }

  anyName(chance: Seeded): string {
    const names = [...this.byName.keys()];
    return names.length === 0 ? 'x' : chance.pick(names);
  }
}

function singularOf(name: string): string {
  return name.replace(/s$/, '');
}

/** A code of a list is a word for what the list is of. */
function aliases(name: string): string[] {
  const one = singularOf(name);
  return one === 'id' ? ['id', 'device'] : [one];
}
