// The audit as administrators read it, the newest first. It names people and things by id; the names
// that go with a page are those of today.
import { z } from 'zod';
import { Id, Instant } from './primitives.js';
import { LocalDate } from './schedule.js';
import { auditKinds } from './vocabulary.js';

export const AuditQuery = z.strictObject({
  kind: z.enum(auditKinds).optional(),
  personId: Id.optional().describe('Who did it.'),
  from: LocalDate.optional().describe('The first local date, included.'),
  to: LocalDate.optional().describe('The last local date, included.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional()
    .describe('Where the page before this one ended, as its answer said.'),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditRecord = z
  .strictObject({
    position: z.int().positive().describe('Its place among all records that the reader may see.'),
    at: Instant,
    kind: z.enum(auditKinds),
    personId: Id.nullable().describe(
      'Who did it; null when nobody is signed in, an operator for one.',
    ),
    detail: z.record(z.string(), z.json()),
  })
  .meta({ id: 'AuditRecord' });
export type AuditRecord = z.infer<typeof AuditRecord>;

export const AuditPage = z
  .strictObject({
    records: z.array(AuditRecord),
    people: z.array(z.strictObject({ id: Id, name: z.string() })),
    meetings: z.array(z.strictObject({ id: Id, startsAt: Instant })),
    next: z.int().positive().nullable().describe('Give it as `before` for the next page.'),
  })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof AuditPage>;
