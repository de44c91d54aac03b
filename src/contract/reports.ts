// What agencies say of their reports before a meeting, and when they are asked for them. What a report
// tells are notes on the meeting's board; here stands only that it is there, or that there is none.
import { z } from 'zod';
import { Id, Instant, Revision } from './primitives.js';
import { letterTrouble, reportAnswers, reportLetterKinds } from './vocabulary.js';

export const NewReport = z
  .strictObject({
    answer: z.enum(reportAnswers).nullable().describe('Null takes back what was said.'),
  })
  .meta({ id: 'NewReport' });
export type NewReport = z.infer<typeof NewReport>;

const Report = z
  .strictObject({ agencyId: Id, answer: z.enum(reportAnswers), answeredAt: Instant })
  .meta({
    id: 'Report',
    description: 'The agency’s own statement. It follows from no note, and no note from it.',
  });

const ReportLetter = z
  .strictObject({
    agencyId: Id,
    kind: z.enum(reportLetterKinds),
    askedAt: Instant,
    hasLeft: z.boolean().describe('The mail server has taken one of them, or may have.'),
  })
  .meta({ id: 'ReportLetter' });

const UnreachedReporter = z
  .strictObject({
    ...{ personId: Id, name: z.string(), agencyId: Id, kind: z.enum(reportLetterKinds) },
    state: z.enum(letterTrouble),
  })
  .meta({ id: 'UnreachedReporter' });

export const ReportList = z
  .strictObject({
    reports: z.array(Report).describe('Of the agencies that have said anything.'),
    letters: z
      .array(ReportLetter)
      .describe('To a coordinator: when people of an agency were last asked and reminded.'),
    unreached: z
      .array(UnreachedReporter)
      .describe(
        'To a coordinator: whom a letter has not reached, or may not have, and are missing.',
      ),
  })
  .meta({ id: 'ReportList' });
export type ReportList = z.infer<typeof ReportList>;

/** There is nothing to choose: whoever has not answered, and was not reminded, is; or asked first. */
export const RemindOfReports = z.strictObject({}).meta({ id: 'RemindOfReports' });

export const TryReportLettersAgain = z.strictObject({}).meta({ id: 'TryReportLettersAgain' });

const daysBefore = z.int().min(1).max(30).nullable();

export const NewReportTiming = z
  .strictObject({
    askedDaysBefore: daysBefore.describe('Days before a meeting; null asks nobody.'),
    remindedDaysBefore: daysBefore.describe('Fewer days than the question; null reminds nobody.'),
  })
  .refine(
    ({ askedDaysBefore: asked, remindedDaysBefore: reminded }) =>
      reminded === null || (asked !== null && reminded < asked),
    { path: ['remindedDaysBefore'], error: 'is nearer to the meeting than the question' },
  )
  .meta({ id: 'NewReportTiming' });
export type NewReportTiming = z.infer<typeof NewReportTiming>;

const timing = {
  ...NewReportTiming.shape,
  version: Revision.describe('0 as long as nobody has said anything.'),
};
export const ReportTiming = z
  .strictObject(timing)
  .meta({ id: 'ReportTiming', description: 'When reports are asked for, before every meeting.' });
export type ReportTiming = z.infer<typeof ReportTiming>;
