// S, the baseline: what a careful developer writes in an afternoon. One transaction per edit with
// prepared statements over a pool, and the meeting's row locked last, so that writers wait for each
// other as shortly as they can. No rights, no compartments, no protection against doing twice.
import type pg from 'pg';
import type { Command } from '../../src/contract/commands.js';
import type { StreamEvent } from '../../src/contract/events.js';
import { newId } from '../../src/platform/ids.js';

export const baselineTables = `
CREATE TABLE meeting (id uuid PRIMARY KEY, revision integer NOT NULL DEFAULT 0);
CREATE TABLE note (
  id uuid PRIMARY KEY,
  meeting_id uuid NOT NULL REFERENCES meeting,
  body jsonb NOT NULL
);
CREATE INDEX note_meeting_idx ON note (meeting_id);
CREATE TABLE event (
  meeting_id uuid NOT NULL REFERENCES meeting,
  revision integer NOT NULL,
  type text NOT NULL,
  at timestamptz(3) NOT NULL,
  note jsonb NOT NULL,
  PRIMARY KEY (meeting_id, revision)
);
-- Where the adapter for several processes keeps what is too long for a notification.
CREATE TABLE socket_io_attachments (
  id bigserial UNIQUE,
  created_at timestamptz DEFAULT now(),
  payload bytea
);
`;

export type BaselineNote = Record<string, unknown> & { id: string };

interface EventRow {
  revision: number;
  type: 'note.added' | 'note.edited';
  at: Date;
  note: BaselineNote;
}

/** Stores a note as the command says, and gives the event that everyone is to be told. */
export async function storeNote(
  pool: pg.Pool,
  meetingId: string,
  command: Command,
): Promise<{ noteId: string; event: StreamEvent }> {
  const { type, note: given } = noteOf(command);
  const at = new Date();
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const note = await upsertNote(client, meetingId, given);
    const revision = await appendEvent(client, meetingId, { type, at, note });
    await client.query('COMMIT');
    client.release();
    return { noteId: note.id, event: toStreamEvent({ revision, type, at, note }) };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

export async function readEventsSince(
  pool: pg.Pool,
  meetingId: string,
  revision: number,
): Promise<StreamEvent[]> {
  const { rows } = await pool.query<EventRow>({
    name: 'events-since',
    text: `SELECT revision, type, at, note FROM event
           WHERE meeting_id = $1 AND revision > $2 ORDER BY revision`,
    values: [meetingId, revision],
  });
  return rows.map(toStreamEvent);
}

export async function readBoard(
  pool: pg.Pool,
  meetingId: string,
): Promise<{ revision: number; notes: BaselineNote[] }> {
  const { rows } = await pool.query<{ revision: number; notes: BaselineNote[] }>({
    name: 'board',
    text: `SELECT revision,
             (SELECT coalesce(json_agg(body), '[]') FROM note WHERE meeting_id = meeting.id) AS notes
           FROM meeting WHERE id = $1`,
    values: [meetingId],
  });
  if (!rows[0]) throw new Error('There is no such meeting.');
  return rows[0];
}

async function upsertNote(
  client: pg.PoolClient,
  meetingId: string,
  note: BaselineNote,
): Promise<BaselineNote> {
  const { rows } = await client.query<{ body: BaselineNote }>({
    name: 'upsert-note',
    text: `INSERT INTO note (id, meeting_id, body) VALUES ($1, $2, $3)
           ON CONFLICT (id) DO UPDATE SET body = note.body || EXCLUDED.body RETURNING body`,
    values: [note.id, meetingId, note],
  });
  return rows[0]?.body ?? note;
}

async function appendEvent(
  client: pg.PoolClient,
  meetingId: string,
  { type, at, note }: Omit<EventRow, 'revision'>,
): Promise<number> {
  const { rows } = await client.query<{ revision: number }>({
    name: 'append-event',
    text: `WITH next AS (
             UPDATE meeting SET revision = revision + 1 WHERE id = $1 RETURNING revision
           )
           INSERT INTO event (meeting_id, revision, type, at, note)
           SELECT $1, revision, $2, $3, $4 FROM next RETURNING revision`,
    values: [meetingId, type, at, note],
  });
  if (!rows[0]) throw new Error('There is no such meeting.');
  return rows[0].revision;
}

function noteOf(command: Command): { type: EventRow['type']; note: BaselineNote } {
  if (command.type === 'note.add') {
    const { type: _, ...fields } = command;
    const recorded = {
      recordedByAgencyId: command.agencyId,
      handover: null,
      recordedAt: new Date().toISOString(),
    };
    return { type: 'note.added', note: { id: newId(), ...fields, ...recorded } };
  }
  if (command.type === 'note.edit') {
    const { type: _, noteId, basedOn: __, ...fields } = command;
    return { type: 'note.edited', note: { id: noteId, ...fields } };
  }
  throw new Error(`The baseline knows no ${command.type}.`);
}

/** The same words on the wire as the product's, so that both send as many bytes. */
function toStreamEvent({ revision, type, at, note }: EventRow): StreamEvent {
  const put = { ...note, revision };
  return {
    stream: 'table',
    revision,
    type,
    at: at.toISOString(),
    byAgencyId: String(note.agencyId),
    changes: [{ entry: 'note', put }] as unknown as StreamEvent['changes'],
  };
}
