import { onScopeDispose, readonly, ref } from 'vue';
import { at } from './base.ts';
import { heardBuild, noteBuild, onBuild, ownBuild } from './build.ts';

/**
 * A page whose server has become another build is loaded anew once nobody uses it. A part of it
 * that cannot be loaded any more, because the server has other files by now, is said and leads to
 * the same, at once and once.
 */
const trouble = ref<'renewing' | 'broken' | null>(null);
const uses = new Set<() => boolean>();
let quietSeconds = 0;
let touchedAt = -Infinity;
let goal: string | null = null;

/** What the page says of itself: that it loads anew, or that a part of it is missing. */
export const renewal = readonly(trouble);

/** For as long as the component lives, the page is in use while `inUse` answers true. */
export function holdPage(inUse: () => boolean): void {
  uses.add(inUse);
  onScopeDispose(() => {
    uses.delete(inUse);
  });
}

function isUsed(): boolean {
  if (performance.now() - touchedAt < quietSeconds * 1000) return true;
  if (document.querySelector('dialog[open], [role=dialog]') !== null) return true;
  return [...uses].some((inUse) => inUse());
}

const place = 'yihaotong.renewed';
/** Once a page was loaded anew for a reason, that reason is not good again for so long (ms). */
const goodFor = 600_000;

/** Whether this page was already loaded anew for this; if not, it is noted that it will be. */
function wasRenewedFor(why: string): boolean {
  try {
    const [last, at] = JSON.parse(sessionStorage.getItem(place) ?? '[]') as [string?, number?];
    if (last === why && at !== undefined && Math.abs(Date.now() - at) < goodFor) return true;
    sessionStorage.setItem(place, JSON.stringify([why, Date.now()]));
    return false;
  } catch {
    // A browser that keeps nothing: what was loaded anew just now is not once more.
    const [opened] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return opened?.type === 'reload' || performance.now() > goodFor;
  }
}

/** Never while the server is away: the browser's own error page would stand here for good. */
async function serverAnswers(): Promise<boolean> {
  const answer = await fetch(at('/health/live'), {
    cache: 'no-store',
    signal: AbortSignal.timeout(5000),
  }).catch(() => null);
  noteBuild(answer?.headers.get('x-build') ?? null);
  return answer?.ok === true;
}

function load(): void {
  if (goal === null) location.reload();
  else location.assign(goal);
}

/** A button's way out of `broken`. */
export async function renewNow(): Promise<void> {
  if (await serverAnswers()) load();
}

let looking: ReturnType<typeof setInterval> | undefined;
let reloading = false;

async function renewIfUnused(build: string): Promise<void> {
  if (reloading || isUsed()) return;
  reloading = true;
  const there = await serverAnswers();
  reloading = false;
  if (!there || isUsed()) return;
  clearInterval(looking);
  if (!wasRenewedFor(build)) load();
}

/** To be called where a part of the page could not be loaded and nobody tries it again. */
export async function renewForMissingPart(): Promise<void> {
  if (reloading) return;
  reloading = true;
  trouble.value = 'renewing';
  if ((await serverAnswers()) && !wasRenewedFor('a missing part')) {
    load();
    return;
  }
  reloading = false;
  trouble.value = 'broken';
}

/** Who asks for a part again by itself goes on; where its file is gone for good, that is no use. */
async function noteMissingPart(): Promise<void> {
  if ((await serverAnswers()) && heardBuild() !== ownBuild()) await renewForMissingPart();
}

/** The page is loaded anew as soon as nobody uses it: somebody at the console has asked for it. */
export function renewWhenUnused(): void {
  clearInterval(looking);
  const why = `asked ${Date.now()}`;
  looking = setInterval(() => void renewIfUnused(why), 1000);
  void renewIfUnused(why);
}

/** Where the next load leads, when the part that is missing was one of another address. */
export function renewAt(address: string): void {
  goal = address;
}

/**
 * Keeps the page on the server's build. Call it once, in the root.
 *
 * @param quiet seconds without a touch or a key until nobody uses the page
 */
export function keepRenewed(quiet: number): void {
  quietSeconds = quiet;
  for (const type of ['pointerdown', 'keydown', 'input', 'wheel'])
    addEventListener(type, () => (touchedAt = performance.now()), { capture: true, passive: true });
  addEventListener('vite:preloadError', () => void noteMissingPart());
  const own = ownBuild();
  if (own === null) return;
  onBuild((build) => {
    clearInterval(looking);
    if (build === own) return;
    looking = setInterval(() => void renewIfUnused(build), 1000);
    void renewIfUnused(build);
  });
}
