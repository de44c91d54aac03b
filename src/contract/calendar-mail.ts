// Meetings that come by mail as invitations, to be put into one's own calendar.
import { z } from 'zod';
import { Id, Instant, Language } from './primitives.js';
import { letterTrouble } from './vocabulary.js';

export const CalendarMailChoice = z
  .strictObject({
    isWanted: z.boolean(),
    language: Language.describe('In which the letters are written.'),
  })
  .meta({ id: 'CalendarMailChoice' });
export type CalendarMailChoice = z.infer<typeof CalendarMailChoice>;

/** There is nothing to choose: all letters that were given up are tried again, and those that may be lost. */
export const TryLettersAgain = z.strictObject({}).meta({ id: 'TryLettersAgain' });

export const CalendarMail = z
  .strictObject({
    choice: CalendarMailChoice.nullable().describe(
      'Null where there is no mail server, and for those who do not speak for an agency.',
    ),
    email: z.string().describe('Where the reader’s letters go.'),
    meetingsAhead: z.int().describe('So many of the coming meetings one is invited to.'),
    unreached: z
      .array(
        z.strictObject({
          personId: Id,
          name: z.string(),
          meetingId: Id,
          title: z.string(),
          startsAt: Instant,
          triedAt: Instant.describe(
            'When the letter was written that has not arrived, or may not.',
          ),
          state: z
            .enum(letterTrouble)
            .describe(
              'Whether it is tried again, may have arrived, or was given up; the latter two leave once more when something changes or a coordinator asks.',
            ),
        }),
      )
      .describe(
        'Whom a letter has not reached, or may not have; told to coordinators, and empty for others.',
      ),
  })
  .meta({ id: 'CalendarMail' });
export type CalendarMail = z.infer<typeof CalendarMail>;
