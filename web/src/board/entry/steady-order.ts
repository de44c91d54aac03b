// A list that others change must not move under the hand of the one who is at work in it. Pure.

/** Ids as they are sorted; while `kept` is given, those in it stay where they are and new ones come last. */
export function steadyOrder(sorted: readonly string[], kept: readonly string[] | null): string[] {
  if (kept === null) return [...sorted];
  const present = new Set(sorted);
  const stay = kept.filter((id) => present.has(id));
  const known = new Set(stay);
  return [...stay, ...sorted.filter((id) => !known.has(id))];
}
