// What agencies say of their reports before a meeting. What a report tells are notes on the meeting's
// board; here stands only that it is there, or that there is none to give.
import { z } from 'zod';
import { Id, Instant } from './primitives.js';
import { reportAnswers } from './vocabulary.js';

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
export const ReportList = z
  .strictObject({
    reports: z.array(Report).describe('Of the agencies that have said anything.'),
  })
  .meta({ id: 'ReportList' });
export type ReportList = z.infer<typeof ReportList>;
