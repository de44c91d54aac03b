// Recurring series, as coordinators plan them.
import { z } from 'zod';
import { Id, Revision } from './primitives.js';
import { SeriesDefinition } from './schedule.js';
import { boundedLine } from './text.js';

export const AgendaTemplateItem = z
  .strictObject({ title: boundedLine(1, 200), minutes: z.int().min(1).max(240) })
  .meta({ id: 'AgendaTemplateItem' });
export type AgendaTemplateItem = z.infer<typeof AgendaTemplateItem>;

/** What a coordinator writes of a series. */
export const SeriesPlan = z
  .strictObject({
    title: boundedLine(1, 120),
    venue: boundedLine(0, 200),
    definition: SeriesDefinition,
    agendaTemplate: z.array(AgendaTemplateItem).min(1).max(40),
  })
  .meta({ id: 'SeriesPlan' });
export type SeriesPlan = z.infer<typeof SeriesPlan>;

export const Series = SeriesPlan.extend({
  id: Id,
  /** Rises with each edit; an edit names the one it was based on in `If-Match`. */
  version: Revision,
}).meta({ id: 'Series' });
export type Series = z.infer<typeof Series>;

export const SeriesList = z.strictObject({ series: z.array(Series) }).meta({ id: 'SeriesList' });
export type SeriesList = z.infer<typeof SeriesList>;
