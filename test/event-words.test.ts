import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { events } from '../admin/texts/events.ts';
import { caseActs } from '../shared/case-acts.ts';
import { applicationStatuses } from '../shared/contract/application.ts';
import { languages } from '../shared/languages.ts';
import { windowCommands } from '../shared/transitions.ts';

/*
 * Every kind of line that the server can write into the log has words in each language. The kinds are
 * read from the server's own sources, and where a name is put together there, from the list that it is
 * put together of.
 */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  );
const written = /\b(?:command|event): (?:[\w.!]+ [=!?]==? [^?]+\? )?'([a-z][a-z-]+)'/g;

function kinds(): Set<string> {
  const found = new Set<string>([
    ...windowCommands,
    ...caseActs.map((act) => `${act}-case`),
    ...applicationStatuses.filter((s) => s !== 'accepted').map((s) => `application-${s}`),
  ]);
  for (const file of filesIn('server').filter((name) => name.endsWith('.ts')))
    for (const [, kind] of readFileSync(file, 'utf8').matchAll(written)) found.add(kind!);
  return found;
}

it('every kind of line in the log has words in three languages', () => {
  const all = kinds();
  expect(all.size).toBeGreaterThan(90);
  for (const kind of ['sign-in-failed', 'find-person', 'export-applications', 'change-obstacle'])
    expect(all).toContain(kind);
  for (const language of languages) {
    const { command } = events[language];
    const wordless = [...all].filter((kind) => !Object.hasOwn(command, kind));
    expect([language, wordless]).toEqual([language, []]);
    expect(Object.values(command).filter((words) => words.trim() === '')).toEqual([]);
  }
});

/** What a line says beside its kind: the members that the console has words for. */
function members(): string[] {
  const folder = join('admin', 'pages', 'events');
  const source = ['facts.ts', 'changed-words.ts']
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const words = source.slice(source.indexOf('function wordsOf'));
  return [...words.matchAll(/^ {6}case '(\w+)':/gm)].map(([, key]) => key!);
}

it('every member of a line that is told has a name in three languages', () => {
  const told = new Set(members());
  for (const key of ['queue', 'members', 'itemsChanged', 'stages', 'expiresAt'])
    expect(told).toContain(key);
  for (const language of languages) {
    const { fact } = events[language];
    const nameless = [...told].filter((key) => !Object.hasOwn(fact, key));
    expect([language, nameless]).toEqual([language, []]);
  }
});
