// Recurring series, as coordinators plan them.
import { z } from 'zod';
import { Id, Instant, Revision } from './primitives.js';
import { LocalDate, SeriesDefinition } from './schedule.js';
import { boundedLine } from './text.js';
import { collisionAnswers } from './vocabulary.js';

export const AgendaTemplateItem = z
  .strictObject({ title: boundedLine(1, 200), minutes: z.int().min(1).max(240) })
  .meta({ id: 'AgendaTemplateItem' });
export type AgendaTemplateItem = z.infer<typeof AgendaTemplateItem>;

export const SeriesDecision = z
  .strictObject({
    on: LocalDate.describe('The day that the rule names; a meeting that is moved keeps it.'),
    answer: z
      .enum(collisionAnswers)
      .describe('`thursday` moves the meeting within its week; `cancel` leaves the day out.'),
  })
  .meta({ id: 'SeriesDecision', description: 'What was decided where a meeting meets a holiday.' });
export type SeriesDecision = z.infer<typeof SeriesDecision>;

export const TakenDecision = SeriesDecision.extend({
  decidedBy: z.string().describe('The name of the coordinator.'),
  decidedAt: Instant,
}).meta({ id: 'TakenDecision' });
export type TakenDecision = z.infer<typeof TakenDecision>;

/** What a coordinator writes of a series. */
export const SeriesPlan = z
  .strictObject({
    title: boundedLine(1, 120),
    venue: boundedLine(0, 200),
    definition: SeriesDefinition,
    agendaTemplate: z.array(AgendaTemplateItem).min(1).max(40),
    decisions: z
      .array(SeriesDecision)
      .max(500)
      .refine(haveDaysOfTheirOwn, 'must decide each day once')
      .optional()
      .describe('All there are. Left out, those taken before stay where they still fit.'),
  })
  .meta({ id: 'SeriesPlan' });
export type SeriesPlan = z.infer<typeof SeriesPlan>;

export const Series = SeriesPlan.extend({
  id: Id,
  decisions: z.array(TakenDecision),
  /** Rises with each edit; an edit names the one it was based on in `If-Match`. */
  version: Revision,
}).meta({ id: 'Series' });
export type Series = z.infer<typeof Series>;

export const SeriesList = z.strictObject({ series: z.array(Series) }).meta({ id: 'SeriesList' });
export type SeriesList = z.infer<typeof SeriesList>;

function haveDaysOfTheirOwn(decisions: readonly { on: string }[]): boolean {
  return new Set(decisions.map(({ on }) => on)).size === decisions.length;
}
