// Tables as spreadsheets write and read them: in Sweden with semicolons, elsewhere with commas, and
// with tabs when cells are copied out of one.
import { CsvError, parse } from 'csv-parse/sync';

export interface TableRow {
  /** Where it stands in the file, for people: the first is 1. */
  line: number;
  cells: Record<string, string>;
}

export type Table = { ok: true; rows: TableRow[] } | { ok: false; line: number };

/** What a spreadsheet would take for a formula; so it does with a space before it. */
const FORMULA = /^[\s']*[=+\-@\t\r|%＝＋－＠]/;

/** Reads a table whose first line names its columns; `columnOf` says what a heading means. */
export function readTable(text: string, columnOf: (heading: string) => string | undefined): Table {
  const [firstLine = ''] = text.split(/\r?\n/, 1);
  const delimiter = [';', '\t'].find((one) => firstLine.includes(one)) ?? ',';
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const columns = records[0]?.record.map((name) => columnOf(name.toLowerCase())) ?? [];
    // A first line that names no column is a row like the others, and none of them has its columns.
    const isHeaded = columns.some((column) => column !== undefined);
    const written = records.slice(isHeaded ? 1 : 0).filter(({ record }) => record.some(Boolean));
    const rows = written.map(({ record, info }) => ({
      line: info.lines,
      cells: Object.fromEntries(
        columns.flatMap((column, index) =>
          column === undefined ? [] : [[column, meantBy(record[index] ?? '')]],
        ),
      ),
    }));
    return { ok: true, rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, line: Number(error.lines ?? 1) };
  }
}

/** Writes a table that Excel opens as it is meant: its letters right, its cells never a formula. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => cells.map(writeCell).join(';'));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function writeCell(text: string): string {
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** What was written to make a cell inert is no part of it. */
function meantBy(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
