// Small wire types that many messages share.
import { z } from 'zod';

export const Id = z.uuid().toLowerCase().meta({ id: 'Id', description: 'A UUID.' });
export type Id = z.infer<typeof Id>;

/** An instant in UTC with milliseconds, as the server writes it. */
export const Instant = z.iso
  .datetime({ precision: 3 })
  .meta({ id: 'Instant', description: 'An instant in UTC, e.g. 2026-12-04T17:00:00.000Z.' });
export type Instant = z.infer<typeof Instant>;

/** A time of day on a clock on the wall, `HH:mm`. */
export const ClockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ id: 'ClockTime', description: 'A local time of day, HH:mm.' });
export type ClockTime = z.infer<typeof ClockTime>;

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export const Weekday = z.int().min(1).max(7).meta({ id: 'Weekday' });
export type Weekday = z.infer<typeof Weekday>;

/** The position of an event in its stream: 1, 2, 3 … without gaps; 0 is "before the first". */
export const Revision = z.int().nonnegative().meta({ id: 'Revision' });
export type Revision = z.infer<typeof Revision>;

/** An address that can be written to, in the one spelling it is stored in. */
export const EmailAddress = z
  .email()
  .max(254)
  .transform((address) => address.toLowerCase());

/** A language that the product speaks. */
export const Language = z.enum(['sv', 'en']).meta({ id: 'Language' });
export type Language = z.infer<typeof Language>;
