// Whether people come to a meeting, as they say beforehand.
import { z } from 'zod';
import { Id, Instant } from './primitives.js';
import { rsvpAnswers } from './vocabulary.js';

const KnownPerson = z.strictObject({ personId: Id, name: z.string() });

export const NewRsvp = z
  .strictObject({
    answer: z.enum(rsvpAnswers),
    deputyId: Id.nullable().describe('Who comes instead, for `sends-deputy` and only then.'),
    forStart: Instant.optional().describe(
      'The start that the answer is about; another one is answered `stale`. Pages of before leave it out.',
    ),
  })
  .refine(({ answer, deputyId }) => (answer === 'sends-deputy') === (deputyId !== null), {
    path: ['deputyId'],
    error: 'is given with sends-deputy, and only then',
  })
  .meta({ id: 'NewRsvp' });
export type NewRsvp = z.infer<typeof NewRsvp>;

export const Rsvp = KnownPerson.extend({
  agencyId: Id,
  answer: z.enum(rsvpAnswers),
  deputy: KnownPerson.nullable(),
  answeredAt: Instant,
  isBeforeMove: z
    .boolean()
    .describe('The meeting has got another start since: it counts no more until given anew.'),
}).meta({ id: 'Rsvp' });
export type Rsvp = z.infer<typeof Rsvp>;

export const RsvpList = z
  .strictObject({
    startsAt: Instant.describe('The start that answers are about now.'),
    answers: z
      .array(Rsvp)
      .describe('Of the reader’s own agency; to a coordinator, of everyone at the table.'),
    deputies: z.array(KnownPerson).describe('Those of the reader’s agency who can come instead.'),
  })
  .meta({ id: 'RsvpList' });
export type RsvpList = z.infer<typeof RsvpList>;
