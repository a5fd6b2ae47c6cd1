/**
 * npm run voices: makes the bundled voice packs in data/voices anew. Needs espeak-ng and sox with
 * MP3 (Debian: apt-get install espeak-ng sox libsox-fmt-mp3). The packs are kept in the repository;
 * nobody needs to run this to use the product.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clipTexts, patternOf } from '../shared/spoken.ts';
import { missingClips, type VoiceManifest } from '../shared/voices.ts';
import { root } from './lib.mjs';

interface Maker {
  readonly language: string;
  readonly name: string;
  readonly voice: string;
  /** What the voice is given to read, where it is not the clip's own text. */
  readonly reads: Readonly<Record<string, string>>;
}

// Of espeak-ng's Mandarin voices only the one that takes pinyin speaks rightly.
const pinyin: Record<string, string> = {
  again: 'zai4 ci4 hu1 jiao4',
  please: 'qing3',
  number: 'hao4',
  to: 'dao4',
  zone: 'qu1',
  window: 'hao4 chuang1 kou3 ban4 li3 ye4 wu4',
  ...Object.fromEntries(
    ['ling2', 'yi1', 'er4', 'san1', 'si4', 'wu3', 'liu4', 'qi1', 'ba1', 'jiu3', 'shi2'].map(
      (syllable, n) => [String(n), syllable],
    ),
  ),
};
const makers: readonly Maker[] = [
  { language: 'zh-Hans', name: '普通话（合成）', voice: 'cmn-latn-pinyin', reads: pinyin },
  {
    language: 'yue',
    name: '粤语（合成）',
    voice: 'yue',
    reads: { again: '再次呼叫', please: '請', number: '號', zone: '區', window: '號窗口辦理業務' },
  },
  // "Again" stands before a colon: a falling tone, not a rising one.
  { language: 'en', name: 'English (synthetic)', voice: 'en-gb', reads: { again: 'again.' } },
];

// Letters are said as in English in every language; capitals alone would be read as "capital A".
const letterVoice = 'en-gb';

/** The loudness of every clip, in dB below full scale. */
const targetLevel = -18;

const work = mkdtempSync(join(tmpdir(), 'yihaotong-voices-'));
try {
  for (const maker of makers) make(maker);
} finally {
  rmSync(work, { recursive: true });
}

function make(maker: Maker): void {
  const folder = join(root, 'data', 'voices', maker.language);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const clips: Record<string, string> = {};
  for (const [name, text] of clipTexts(patternOf(maker.language))) {
    const file = `${name}.mp3`;
    const letter = /^[A-Z]$/.test(name);
    const reads = letter ? name.toLowerCase() : (maker.reads[name] ?? text);
    speak(letter ? letterVoice : maker.voice, reads, join(folder, file));
    clips[name] = file;
  }
  const missing = missingClips(maker.language, Object.keys(clips));
  if (missing.length > 0) throw new Error(`${maker.language} lacks ${missing.join(', ')}`);
  const manifest: VoiceManifest = {
    pack: maker.language,
    language: maker.language,
    name: maker.name,
    synthetic: true,
    source:
      `Synthetic: spoken by espeak-ng (voice ${maker.voice}, letters ${letterVoice}), ` +
      'trimmed and levelled with sox, by scripts/voices.ts. No person was recorded.',
    clips,
  };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  console.log(`${maker.language}: ${Object.keys(clips).length} clips`);
}

/** One clip: spoken, silence cut at both ends, loudness made even, 48 kbit/s mono. */
function speak(voice: string, text: string, file: string): void {
  const raw = join(work, 'raw.wav');
  execFileSync('espeak-ng', ['-v', voice, '-s', '145', '-p', '45', '-a', '70', '-w', raw, text]);
  const cut = ['silence', '1', '0.005', '0.4%'];
  const tail = ['reverse', ...cut, 'fade', 't', '0.012', 'reverse'];
  // A little bass out, so that a hall's loudspeaker stays clear; peaks pressed, then one loudness.
  const level = ['highpass', '120', 'compand', '0.005,0.1', '6:-40,-30,-20', '-6', '-40', '0.01'];
  const spoken = join(work, 'spoken.wav');
  execFileSync('sox', [
    raw,
    '-r',
    '24000',
    '-c',
    '1',
    spoken,
    'gain',
    '-9',
    ...cut,
    ...tail,
    ...level,
  ]);
  const gain = targetLevel - rmsLevel(spoken);
  execFileSync('sox', [spoken, '-C', '48', file, 'gain', '-l', gain.toFixed(2)]);
}

/** Loudness over the whole clip, in dB below full scale. */
function rmsLevel(file: string): number {
  const { stderr } = spawnSync('sox', [file, '-n', 'stats'], { encoding: 'utf8' });
  const level = Number(/RMS lev dB\s+(\S+)/.exec(stderr)?.[1]);
  if (!Number.isFinite(level)) throw new Error(`sox does not measure ${file}: ${stderr}`);
  return level;
}
