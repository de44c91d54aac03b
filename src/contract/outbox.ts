// The letters of the demonstration.
import { z } from 'zod';
import { Instant } from './primitives.js';

export const Outbox = z
  .strictObject({
    letters: z
      .array(
        z.strictObject({
          id: z.string(),
          sentAt: Instant,
          receiver: z.string(),
          subject: z.string(),
          text: z.string().describe('The letter as plain text, its links among it.'),
          calendar: z
            .string()
            .nullable()
            .describe('What comes with it for the receiver’s calendar, as iCalendar.'),
        }),
      )
      .describe('The newest first.'),
  })
  .meta({ id: 'Outbox' });
export type Outbox = z.infer<typeof Outbox>;
