// What is looked for in what goes out as files and letters: that nothing in it is more than the text it
// was written as. Each looks at one output and names what is wrong with it.
import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import type { Email } from 'postal-mime';

/** What a spreadsheet takes for a formula, also behind spaces and in full width. */
const FORMULA = /^\s*[=+\-@|%＝＋－＠]/;
/** Whatever any program takes for the end of a line, or a terminal for an order. */
const CONTROLS = /[^\P{Cc}\t]|[\u2028\u2029]/u;
const MOST_OCTETS = 75;

const PROPERTIES = new Set(
  [
    ...['BEGIN', 'END', 'VERSION', 'PRODID', 'CALSCALE', 'METHOD', 'NAME', 'X-WR-CALNAME'],
    ...['REFRESH-INTERVAL', 'X-PUBLISHED-TTL', 'SOURCE', 'TZID', 'TZOFFSETFROM', 'TZOFFSETTO'],
    ...['TZNAME', 'DTSTART', 'DTEND', 'RRULE', 'RDATE', 'UID', 'SEQUENCE', 'DTSTAMP'],
    ...['LAST-MODIFIED', 'SUMMARY', 'LOCATION', 'DESCRIPTION', 'STATUS', 'TRANSP', 'URL'],
    ...['ORGANIZER', 'ATTENDEE', 'CLASS'],
  ].sort(),
);
const HEADERS = new Set([
  ...['from', 'to', 'subject', 'message-id', 'date', 'mime-version', 'content-type'],
  ...['auto-submitted', 'x-auto-response-suppress'],
]);

/** Cells that would run, and rows that are not as wide as the first. */
export function faultsOfTable(csv: string): string[] {
  const rows: string[][] = parse(csv, { bom: true, delimiter: ';', relax_column_count: true });
  const width = rows[0]?.length ?? 0;
  return rows.flatMap((row) => [
    ...(row.length === width ? [] : [`a row of ${row.length} cells: ${row.join(';')}`]),
    ...row.filter((cell) => FORMULA.test(cell)).map((cell) => `a formula: ${cell}`),
  ]);
}

/** Cells of the table as they were meant, without what makes them inert. */
export function textsOfTable(csv: string): string[] {
  const rows: string[][] = parse(csv, { bom: true, delimiter: ';' });
  return rows.flat().map((cell) => cell.replace(/^'/, ''));
}

/** Lines that are none of ours, or would be several somewhere; and events that are not `events` many. */
export function faultsOfCalendar(file: string, events: number): string[] {
  const lines = file.split('\r\n');
  const unfolded = file.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
  const names = unfolded.map((line) => /^[A-Z-]+(?=[:;])/.exec(line)?.[0] ?? line);
  const begun = names.filter((_, at) => unfolded[at] === 'BEGIN:VEVENT').length;
  return [
    ...lines.filter((line) => CONTROLS.test(line)).map((line) => `a control in a line: ${line}`),
    ...lines
      .filter((line) => Buffer.byteLength(line) > MOST_OCTETS)
      .map((line) => `too long: ${line}`),
    ...names.filter((name) => !PROPERTIES.has(name)).map((name) => `an unknown line: ${name}`),
    ...(begun === events ? [] : [`${begun} events, not ${events}`]),
  ];
}

/** What the events of the file say, as a calendar shows it. */
export function textsOfCalendar(file: string): string[] {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
  return calendar
    .getAllSubcomponents('vevent')
    .flatMap((event) => event.getAllProperties())
    .flatMap((property) => [property.getFirstValue(), property.getParameter('cn')])
    .filter((value) => typeof value === 'string');
}

/** The calendar files of a letter, byte for byte as they came. */
export function calendarsIn(raw: string): string[] {
  const parts = raw.matchAll(/text\/calendar;[^]*?base64\r\n\r\n([\w+/=\r\n]+)/g);
  return [...parts].map(([, content = '']) => Buffer.from(content, 'base64').toString());
}

/** Headers that are none of ours or stand twice, and receivers and parts that nobody asked for. */
export function faultsOfLetter(raw: string, { to = [], cc, bcc, attachments }: Email): string[] {
  const [head = ''] = raw.split('\r\n\r\n');
  const names = head
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => line.split(':')[0]!.toLowerCase());
  const seen = new Set<string>();
  return [
    ...(/[^\t\r\n\u0020-\u007e]/.test(head) ? ['a header that is not ASCII'] : []),
    ...names.filter((name) => !HEADERS.has(name)).map((name) => `an unknown header: ${name}`),
    ...names.filter((name) => seen.size === seen.add(name).size).map((name) => `twice: ${name}`),
    ...(to.length === 1 && !cc && !bcc ? [] : ['not one receiver']),
    ...attachments
      .filter(({ mimeType, filename }) => mimeType !== 'text/calendar' || filename)
      .map(({ mimeType }) => `a part of its own: ${mimeType}`),
  ];
}

/** Lines of a log that are no record, and any of what people wrote. */
export function faultsOfLog(log: string, isWritten: (text: string) => boolean): string[] {
  return log
    .trim()
    .split('\n')
    .flatMap((line) => {
      if (isWritten(line)) return [`what was written: ${line}`];
      return /^\{"level":".*\}$/.test(line) && !CONTROLS.test(line) ? [] : [`no record: ${line}`];
    });
}
