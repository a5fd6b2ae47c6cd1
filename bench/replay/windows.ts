import type { ReplayWindow } from './hall-of-day.ts';
import type { Stage } from './stage.ts';

/** What a replay knows of a window at work. */
export interface Post {
  readonly window: ReplayWindow;
  open: boolean;
  /** It closes when the visit in hand is over. */
  leaving: boolean;
  /** The number in hand; null: free. */
  hand: string | null;
  /** When it last called, as a count of calls: who rested longest calls next. */
  lastCall: number;
  /** Tickets that only this window may take up: it stays open for them. */
  expects: number;
}

export function postsOf(windows: readonly ReplayWindow[]): Post[] {
  return windows.map((window) => ({
    window,
    open: false,
    leaving: false,
    hand: null,
    lastCall: 0,
    expects: 0,
  }));
}

/**
 * Opens and closes a service's windows until as many are open as wanted. A window with a ticket in
 * hand finishes it first: `at once`, or `later`, when its visit is over.
 */
export async function setOpen(
  stage: Stage,
  posts: readonly Post[],
  wanted: number,
  leaving: 'at once' | 'later',
): Promise<void> {
  const staying = posts.filter((p) => p.open && !p.leaving);
  const more = [...posts.filter((p) => p.leaving), ...posts.filter((p) => !p.open)];
  for (const post of more.slice(0, Math.max(0, wanted - staying.length))) {
    if (!post.open) await stage.command(post.window, 'open');
    post.open = true;
    post.leaving = false;
  }
  const fewer = staying
    .filter((p) => p.expects === 0)
    .sort((a, b) => Number(a.hand !== null) - Number(b.hand !== null))
    .slice(0, Math.max(0, staying.length - wanted));
  for (const post of fewer) {
    if (post.hand === null || leaving === 'at once') await leave(stage, post);
    else post.leaving = true;
  }
}

/** Finishes what is in hand and closes the window. */
export async function leave(stage: Stage, post: Post): Promise<void> {
  if (post.hand !== null) await stage.command(post.window, 'finish');
  post.hand = null;
  await stage.command(post.window, 'close');
  post.open = false;
  post.leaving = false;
}
