import { problems, type ProblemCode } from '../errors.ts';

/** What went wrong with a single sign-on, which the way back has written behind the `#`; taken off it. */
function takeCode(): ProblemCode | null {
  const code = new URLSearchParams(location.hash.slice(1)).get('sso');
  if (code === null) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return Object.hasOwn(problems, code) ? (code as ProblemCode) : 'sso_failed';
}

// When the page is read, before a router writes down the address that it began with.
let code = takeCode();

/** Said once. */
export function takeSsoCode(): ProblemCode | null {
  const said = code;
  code = null;
  return said;
}
