// Presence in short: the same text for a connection here and in the database, so that thousands of rows can be
// compared without being read.
import { hash } from 'node:crypto';
import type { Actor } from '../domain/meeting/access.js';

/** Of a connection, all that is told, and where it is. */
interface Told {
  meetingId: string;
  connectionId: string;
  actor: Pick<Actor, 'agencyId' | 'personId' | 'opensClosed'>;
  writing: { stream: string; entryId: string } | null;
}

/** A row as text, in SQL. */
export const ROW_TEXT = `concat_ws(' ', meeting_id, connection_id, agency_id, person_id, opens_closed,
  editing_stream, editing_entry_id) COLLATE "C"`;

/** The same text of a connection, as its row shall be. */
export function textOf({ meetingId, connectionId, actor, writing }: Told): string {
  return [
    ...[meetingId, connectionId, actor.agencyId, actor.personId, actor.opensClosed ? 't' : 'f'],
    ...(writing ? [writing.stream, writing.entryId] : []),
  ].join(' ');
}

/** Of the texts of some rows, in SQL; null of none. */
export function digestOf(text: string, filter = 'true'): string {
  const all = `string_agg(${text}, E'\\n' ORDER BY ${text}) FILTER (WHERE ${filter})`;
  return `encode(sha256(convert_to(${all}, 'UTF8')), 'hex')`;
}

/** The same of texts. */
export function digest(texts: string[]): string | null {
  return texts.length === 0 ? null : hash('sha256', texts.sort().join('\n'));
}
