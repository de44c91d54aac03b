/**
 * What a file says of a time zone, so that whoever reads it need not know the zone. The rules come
 * from the timezones-ical-library package; it knows many zones by the name of another with the same
 * rules, so the name is set to the one that is asked for.
 */
import { tzlib_get_ical_block, tzlib_get_timezones } from 'timezones-ical-library';

const known: ReadonlySet<string> = new Set(tzlib_get_timezones());
const blocks = new Map<string, string[]>();

/** The lines of a VTIMEZONE; null for a zone without one, whose times are written in UTC. */
export function timeZoneBlock(timeZone: string): string[] | null {
  if (!known.has(timeZone)) return null;
  let block = blocks.get(timeZone);
  if (!block) blocks.set(timeZone, (block = readBlock(timeZone)));
  return block;
}

function readBlock(timeZone: string): string[] {
  const [block = ''] = tzlib_get_ical_block(timeZone);
  return block
    .split('\r\n')
    .filter((line) => !/^(LAST-MODIFIED|X-LIC-LOCATION):/.test(line))
    .map((line) => (line.startsWith('TZID:') ? `TZID:${timeZone}` : line));
}
