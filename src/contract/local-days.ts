// What only a partnership knows of its calendar: school breaks, events that bring people out, and evenings
// at risk such as the end of school. They are marks of days and never collisions.
import { z } from 'zod';
import { Id, Revision } from './primitives.js';
import { LocalDate } from './schedule.js';
import { boundedLine } from './text.js';
import { localDayKinds, localFileFaults, localFileFormats } from './vocabulary.js';

const LONGEST_DAYS = 200;

export const NewLocalDays = z
  .strictObject({
    kind: z.enum(localDayKinds),
    title: boundedLine(1, 80),
    startsOn: LocalDate,
    endsOn: LocalDate.describe('The last day, included.'),
  })
  .refine(({ startsOn, endsOn }) => isSpan(startsOn, endsOn), {
    path: ['endsOn'],
    error: `must lie at or after startsOn, at most ${LONGEST_DAYS} days`,
  })
  .meta({ id: 'NewLocalDays' });
export type NewLocalDays = z.infer<typeof NewLocalDays>;

const localDays = { ...NewLocalDays.shape, id: Id, version: Revision };
export const LocalDays = z.strictObject(localDays).meta({ id: 'LocalDays' });
export type LocalDays = z.infer<typeof LocalDays>;

export const LocalDaysList = z
  .strictObject({ days: z.array(LocalDays) })
  .meta({ id: 'LocalDaysList', description: 'In order of time.' });
export type LocalDaysList = z.infer<typeof LocalDaysList>;

export const LocalDaysFile = z
  .strictObject({
    format: z.enum(localFileFormats),
    content: z.string().max(60_000),
    kind: z.enum(localDayKinds).describe('What they are, where the file does not say it.'),
  })
  .meta({ id: 'LocalDaysFile' });
export type LocalDaysFile = z.infer<typeof LocalDaysFile>;

export const LocalDaysImport = z
  .strictObject({
    rows: z.array(
      z.strictObject({
        ...NewLocalDays.shape,
        place: z.int().describe('The line of a table; of a calendar, which event in order.'),
        isNew: z.boolean().describe('Whether it is not there already.'),
      }),
    ),
    refused: z.array(z.strictObject({ place: z.int(), fault: z.enum(localFileFaults) })),
  })
  .meta({ id: 'LocalDaysImport', description: 'What a file brings, and what of it is left out.' });
export type LocalDaysImport = z.infer<typeof LocalDaysImport>;

function isSpan(startsOn: string, endsOn: string): boolean {
  const days = (Date.parse(endsOn) - Date.parse(startsOn)) / 86_400_000;
  return days >= 0 && days < LONGEST_DAYS;
}
