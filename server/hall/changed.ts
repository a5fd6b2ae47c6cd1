type Members = Readonly<Record<string, unknown>>;

/**
 * What really changed, for the log: each member as it is now, and under `before` as it was; nothing of what
 * was given and stayed.
 *
 * @param was the members that may have changed
 * @param now the same, absent: not touched
 */
export function changedOnly(was: Members, now: Members): Members {
  const keys = Object.keys(now).filter(
    (key) => now[key] !== undefined && JSON.stringify(now[key]) !== JSON.stringify(was[key]),
  );
  if (keys.length === 0) return {};
  const of = (members: Members): Members =>
    Object.fromEntries(keys.map((key) => [key, members[key] ?? null]));
  return { ...of(now), before: of(was) };
}
