// Tables as spreadsheets write and read them: in Sweden with semicolons, elsewhere with commas.
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
  const delimiter = firstLine.includes(';') ? ';' : ',';
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const [heading, ...rest] = records;
    const columns = heading?.record.map((name) => columnOf(name.toLowerCase())) ?? [];
    const rows = rest.map(({ record, info }) => ({
      line: info.lines,
      cells: Object.fromEntries(
        columns.flatMap((column, index) =>
          column === undefined ? [] : [[column, meantBy(record[index] ?? '')]],
        ),
      ),
    }));
    return { ok: true, rows: rows.filter(({ cells }) => Object.values(cells).some(Boolean)) };
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
