// Recurring series, as coordinators plan them.
import { z } from 'zod';
import { Id, Instant, Revision } from './primitives.js';
import { LocalDate, LocalDateTime, SeriesDefinition } from './schedule.js';
import { boundedLine } from './text.js';
import { dateAnswers, type DateAnswer } from './vocabulary.js';

export const AgendaTemplateItem = z
  .strictObject({ title: boundedLine(1, 200), minutes: z.int().min(1).max(240) })
  .meta({ id: 'AgendaTemplateItem' });
export type AgendaTemplateItem = z.infer<typeof AgendaTemplateItem>;

const minutesLong = z.int().min(1).max(1440);
const reason = boundedLine(1, 300);

const decision = {
  on: LocalDate.describe('The day that the rule names; a meeting that is moved keeps it.'),
  answer: z
    .enum(dateAnswers)
    .describe(
      '`thursday` moves the meeting within its week, `move` to where `movedTo` says; `cancel` ' +
        'leaves the day out; `decline` says that no extra meeting is wanted there.',
    ),
  movedTo: LocalDateTime.optional().describe('Where the meeting is moved, or was when cancelled.'),
  durationMinutes: minutesLong.optional().describe('Where it differs from that of the series.'),
  reason: reason.optional().describe('Why it is cancelled.'),
};

export const SeriesDecision = z
  .strictObject(decision)
  .refine(
    saysWhatItNeeds,
    'must say where a moved meeting goes, and why one is cancelled only then',
  )
  .meta({ id: 'SeriesDecision', description: 'What was decided of a date of a series.' });
export type SeriesDecision = z.infer<typeof SeriesDecision>;

export const TakenDecision = z
  .strictObject({
    ...decision,
    decidedBy: z.string().describe('The name of the coordinator.'),
    decidedAt: Instant,
  })
  .meta({ id: 'TakenDecision' });
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
      .describe(
        'All there are; of a new series, of its own dates alone. Left out, those taken before stay where ' +
          'they still fit.',
      ),
  })
  .meta({ id: 'SeriesPlan' });
export type SeriesPlan = z.infer<typeof SeriesPlan>;

export const Series = SeriesPlan.extend({
  id: Id,
  decisions: z.array(TakenDecision),
  continues: z
    .strictObject({ seriesId: Id, from: LocalDate })
    .nullable()
    .describe('The series that this one goes on from, and its first day that is this one’s.'),
  /** Rises with each edit; an edit names the one it was based on in `If-Match`. */
  version: Revision,
}).meta({ id: 'Series' });
export type Series = z.infer<typeof Series>;

export const SeriesList = z.strictObject({ series: z.array(Series) }).meta({ id: 'SeriesList' });
export type SeriesList = z.infer<typeof SeriesList>;

/** What a coordinator does to one date. */
export const DateChange = z
  .discriminatedUnion('answer', [
    z.strictObject({
      answer: z.literal('move'),
      movedTo: LocalDateTime,
      durationMinutes: minutesLong.optional(),
    }),
    z.strictObject({ answer: z.literal('cancel'), reason }),
    z.strictObject({ answer: z.enum(['hold', 'hold-with-more-staff', 'thursday']) }),
    z.strictObject({ answer: z.literal('decline') }),
  ])
  .meta({
    id: 'DateChange',
    description: 'Moves, cancels or holds one meeting, or declines an evening.',
  });
export type DateChange = z.infer<typeof DateChange>;

export const ExtraMeeting = z
  .strictObject({
    start: LocalDateTime,
    durationMinutes: minutesLong.optional().describe('Left out, that of the series.'),
  })
  .meta({ id: 'ExtraMeeting', description: 'A meeting beside the rule.' });
export type ExtraMeeting = z.infer<typeof ExtraMeeting>;

export const Loss = z
  .strictObject({
    on: LocalDate.describe('The day that the rule named.'),
    decision: SeriesDecision.optional().describe('What was decided of it.'),
    isWritten: z.boolean().describe('Whether people have written something in the meeting.'),
    answers: z.int().min(0).describe('How many have said whether they come.'),
    isTold: z.boolean().describe('Whether somebody else has been told of it, a guest for one.'),
  })
  .meta({ id: 'Loss', description: 'A date with something to lose that is no date any more.' });
export type Loss = z.infer<typeof Loss>;

export const FollowingPreviewRequest = z
  .strictObject({ plan: SeriesPlan.nullable().describe('Null where the series ends there.') })
  .meta({ id: 'FollowingPreviewRequest' });
export type FollowingPreviewRequest = z.infer<typeof FollowingPreviewRequest>;

export const FollowingPreview = z
  .strictObject({
    kept: z.int().min(0).describe('How many planned meetings stay the same ones.'),
    untouched: z.array(LocalDate).describe('Days whose meetings go without anything lost.'),
    losses: z.array(Loss),
    resumesOn: LocalDate.nullable().describe(
      'Where a part of the series follows that has been changed by itself: its first day. It stays as it is.',
    ),
  })
  .meta({
    id: 'FollowingPreview',
    description: 'What would become of the meetings from a date on.',
  });
export type FollowingPreview = z.infer<typeof FollowingPreview>;

const losses = z.array(Loss).max(1_000).describe('Exactly those that the preview tells.');

/** Whoever changes a series names what they know to be lost by it; nothing else may be. */
export const SeriesEdit = SeriesPlan.extend({
  losses: losses.optional().describe('As the preview tells them. Left out, there are none.'),
}).meta({ id: 'SeriesEdit' });
export type SeriesEdit = z.infer<typeof SeriesEdit>;

/** Whoever changes "this and following" names what they know to be lost by it; nothing else may be. */
export const FollowingChange = z
  .strictObject({
    ...FollowingPreviewRequest.shape,
    losses,
  })
  .meta({ id: 'FollowingChange', description: 'Changes or ends a series from a date on.' });
export type FollowingChange = z.infer<typeof FollowingChange>;

function saysWhatItNeeds(one: {
  answer: DateAnswer;
  movedTo?: string | undefined;
  durationMinutes?: number | undefined;
  reason?: string | undefined;
}): boolean {
  if (one.answer === 'move') return one.movedTo !== undefined && one.reason === undefined;
  if (one.answer === 'cancel') return true;
  return one.movedTo === undefined && one.durationMinutes === undefined && one.reason === undefined;
}

function haveDaysOfTheirOwn(decisions: readonly { on: string }[]): boolean {
  return new Set(decisions.map(({ on }) => on)).size === decisions.length;
}
