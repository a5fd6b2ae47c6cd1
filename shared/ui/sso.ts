import { problems, type ProblemCode } from '../errors.ts';

/** What went wrong with a single sign-on, which the way back has written behind the `#`; taken off it. */
export function takeSsoCode(): ProblemCode | null {
  const code = new URLSearchParams(location.hash.slice(1)).get('sso');
  if (code === null) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return Object.hasOwn(problems, code) ? (code as ProblemCode) : 'sso_failed';
}
