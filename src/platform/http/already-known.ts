/**
 * Whether a caller already has what would be answered (RFC 9110, section 13.1.2). Express asks no further
 * once a request says `no-cache`, as Node's own fetch does beside If-None-Match.
 */
export function isAlreadyKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const known = ifNoneMatch.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}
