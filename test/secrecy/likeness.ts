// Takes away what differs between any two evenings, whatever was done in them, so that the rest can be
// compared byte for byte.

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Letters name hours of their own day, and hold links that are good once. */
export function withoutTime(letters: string): string {
  return letters
    .replaceAll(UUID, 'id')
    .replaceAll(/#[\w-]{43}/g, '#secret')
    .replaceAll(/\p{L}+(?:dag|day),? \d+ \p{L}+/gu, 'day')
    .replaceAll(/\d{8}T\d{6}Z/g, 'instant')
    .replaceAll(/\d\d[.:]\d\d/g, 'hour');
}

/**
 * Ids and instants differ between any two evenings, and lists are sorted by id; all else must not.
 * The order of an object's fields is that of whichever was quicker, the memory or the log.
 */
export function withoutIdentity(heard: Readonly<Record<string, string>>): Record<string, string[]> {
  const blank = (text: string) =>
    text
      // Where nobody made a validator, the framework hashes the body, ids and all; its length stays.
      .replaceAll(/W\/\\"([0-9a-f]+)-[^"\\]{27}\\"/g, '$1 bytes')
      // Where the product made one of what it tells, ids and all; and the address of a calendar.
      .replaceAll(/\\"[\w-]{43}\\"/g, 'validator')
      .replaceAll(/(?<![\w-])[\w-]{43}\.ics\b/g, 'secret.ics')
      .replaceAll(UUID, 'id')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'instant')
      .replaceAll(/\d{8}T\d{6}Z/g, 'instant');
  return Object.fromEntries(
    Object.entries(heard).map(([way, text]) => [
      way,
      text.split('\n').map((line) => JSON.stringify(inOrder(JSON.parse(blank(line) || 'null')))),
    ]),
  );
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value))
    return value
      .map(inOrder)
      .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, inOrder(one)]),
  );
}
