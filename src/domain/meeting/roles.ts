// What a role opens beside the single command: the meetings themselves, and the directory. For the
// server that decides and for the page that hides what would be refused.
import type { Role } from '../../contract/vocabulary.js';

/** An administrator looks after the directory and hears nothing of what is said at the table. */
export const attendsMeetings = (role: Role): boolean => role !== 'administrator';

/** Whether someone may change who and what belongs to the partnership. */
export const mayAdminister = (role: Role): boolean =>
  role === 'coordinator' || role === 'administrator';

/** Those who lead the meetings are among those whom the audit is about. */
export const mayReadAudit = (role: Role): boolean => role === 'administrator';

/** Whether someone speaks for their agency, and so may say that they come or send another. */
export const answersForAgency = (role: Role): boolean =>
  role === 'coordinator' || role === 'attendee';
