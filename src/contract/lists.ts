// Lists of agencies and people as tables, as spreadsheets save them, in and out.
import { z } from 'zod';
import { listedFields, listKinds, refusedRowReasons } from './vocabulary.js';

export const ListExport = z
  .strictObject({ csv: z.string().describe('UTF-8 with a byte order mark, semicolons between.') })
  .meta({ id: 'ListExport' });
export type ListExport = z.infer<typeof ListExport>;

export const ListImport = z
  .strictObject({
    kind: z.enum(listKinds),
    csv: z
      .string()
      .max(60_000)
      .describe('Semicolons, tabs or commas between, names of columns first.'),
  })
  .meta({ id: 'ListImport' });
export type ListImport = z.infer<typeof ListImport>;

export const ConfirmedImport = ListImport.extend({
  basis: z.string().max(100).describe('Of the preview; another one is answered `stale` with it.'),
}).meta({ id: 'ConfirmedImport' });
export type ConfirmedImport = z.infer<typeof ConfirmedImport>;

const Listed = z.union([z.string(), z.boolean()]);

export const ImportChange = z
  .strictObject({ field: z.enum(listedFields), before: Listed, after: Listed })
  .meta({ id: 'ImportChange', description: 'What is changed of one who is there already.' });
export type ImportChange = z.infer<typeof ImportChange>;

export const ImportPreview = z
  .strictObject({
    rows: z.array(
      z.strictObject({
        line: z.int(),
        name: z.string(),
        outcome: z.enum(['new', 'changed', 'unchanged']),
        changes: z.array(ImportChange).describe('None but where something is changed.'),
      }),
    ),
    refused: z
      .array(z.strictObject({ line: z.int(), reason: z.enum(refusedRowReasons) }))
      .describe('Rows that are left out, each with why.'),
    basis: z.string().describe('Names exactly what would be done.'),
  })
  .meta({ id: 'ImportPreview', description: 'What an import would do. Nothing has been done.' });
export type ImportPreview = z.infer<typeof ImportPreview>;
