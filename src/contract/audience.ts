// Who may see an entry. An audience names a compartment of the meeting's board; each compartment is
// one ordered stream of events.
import { z } from 'zod';
import { Id } from './primitives.js';

export const Audience = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('table') }),
    z.strictObject({ kind: z.literal('authorities') }),
    z.strictObject({
      kind: z.literal('agencies'),
      agencyIds: z
        .array(Id)
        .min(1)
        .max(20)
        .transform((ids) => [...new Set(ids)].sort()),
    }),
  ])
  .meta({
    id: 'Audience',
    description:
      'table: everyone at the meeting; authorities: agencies bound by the secrecy act; agencies: exactly those named.',
  });
export type Audience = z.infer<typeof Audience>;

const ofAuthority = z.enum(['table', 'authorities', 'agencies']);
const ofOthers = ofAuthority.exclude(['authorities']);

export const InitialAudiences = z
  .strictObject({
    authority: ofAuthority,
    'municipal-service': ofOthers,
    company: ofOthers,
    association: ofOthers,
  })
  .meta({
    id: 'InitialAudiences',
    description:
      'Whom a new entry reaches until its author says otherwise, by the kind of their agency; agencies: its own alone.',
  });
export type InitialAudiences = z.infer<typeof InitialAudiences>;

/** The name of a compartment's stream within its meeting: `table`, `authorities` or `agencies:<ids>`. */
export const StreamKey = z
  .string()
  .max(800)
  .regex(/^(table|authorities|agencies:[0-9a-f,-]+)$/)
  .meta({ id: 'StreamKey' });
export type StreamKey = z.infer<typeof StreamKey>;
