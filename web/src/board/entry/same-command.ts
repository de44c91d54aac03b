// Whether a draft still says what it said when one began. Pure.

/** Two commands, whatever version they are based on. */
export function isSameCommand(one: object | null, other: object | null): boolean {
  return JSON.stringify({ ...one, basedOn: null }) === JSON.stringify({ ...other, basedOn: null });
}
