// What must be so whatever happened meanwhile: the journals of the writers against the database.
import { expect } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { AuditLog } from '../../src/audit/audit-log.js';
import { DirectoryService } from '../../src/directory/directory.service.js';
import { BoardStore } from '../../src/meetings/board-store.js';
import { SnapshotService } from '../../src/meetings/snapshot.service.js';
import { SystemClock } from '../../src/platform/clock.js';
import { digestOf, eventually, type LiveClient } from '../support/live-client.js';
import { errorsLogged } from '../support/server-process.js';
import type { JournalEntry, Writer } from './writer.js';

const CONVERGED_WITHIN_MS = 60_000;

export interface Reader {
  readonly client: LiveClient;
  readonly partnershipId: string;
  readonly personId: string;
  readonly meetingId: string;
}

/** Every client shows what the database holds for its rights, read anew past everything kept. */
export async function expectConverged(dataSource: DataSource, readers: Reader[]): Promise<number> {
  const digests = new Map<string, string>();
  for (const { partnershipId, personId, meetingId } of readers) {
    const fresh = new SnapshotService(
      dataSource,
      new BoardStore(),
      new DirectoryService(dataSource, new SystemClock()),
      new AuditLog(dataSource, new SystemClock()),
    );
    const key = `${personId}/${meetingId}`;
    if (!digests.has(key))
      digests.set(
        key,
        digestOf(await fresh.read({ partnershipId, personId, opensClosed: true }, meetingId)),
      );
  }
  for (const { client, personId, meetingId } of readers) {
    const wanted = digests.get(`${personId}/${meetingId}`);
    await eventually(
      () => client.digest === wanted,
      () => `the database’s board; ${client.describeLink()}\n${wanted?.slice(0, 2_000)}`,
      CONVERGED_WITHIN_MS,
    );
  }
  return readers.length;
}

interface StoredCommand {
  commandId: string;
  entryId: string | null;
  times: number;
}

/**
 * What was answered "done" is there once, what was refused left no trace, and nothing was refused for a
 * reason that is not its own.
 */
export async function expectJournalsKept(
  dataSource: DataSource,
  writers: readonly Writer[],
): Promise<void> {
  const journal = writers.flatMap((writer) => writer.journal);
  const wronglyRefused = journal.filter((one) => one.refusal !== null && !mayBeRefused(one));
  // Only the log says what lay behind a refusal that its writer was told nothing about.
  const logged = wronglyRefused.length > 0 ? errorsLogged() : [];
  expect({ wronglyRefused, logged }).toEqual({ wronglyRefused: [], logged: [] });
  const stored = await dataSource.query<StoredCommand[]>(
    `SELECT command_id AS "commandId", min(entry_id::text) AS "entryId", count(*)::integer AS times
     FROM meeting_command WHERE command_id = ANY ($1) GROUP BY command_id`,
    [journal.map(({ commandId }) => commandId)],
  );
  const done = journal.filter((one) => one.done);
  const inOrder = <One extends { commandId: string }>(list: One[]) =>
    list.sort((one, other) => (one.commandId < other.commandId ? -1 : 1));
  const kept = new Set(stored.map(({ commandId }) => commandId));
  const refusedAndKept = journal.filter((one) => !one.done && kept.has(one.commandId));
  expect(refusedAndKept).toEqual([]);
  expect(inOrder(stored)).toEqual(
    inOrder(done.map(({ commandId, entryId }) => ({ commandId, entryId, times: 1 }))),
  );
  await expectTextsOnce(dataSource, done);
}

/** Somebody else was quicker with an entry; a new note is refused only where there is no room. */
function mayBeRefused({ command, refusal }: JournalEntry): boolean {
  if (command.type === 'note.add') return refusal === 'board-full';
  return refusal === 'stale' || refusal === 'not-found';
}

/** A text given once stands in the log as one note, however often it was sent. */
async function expectTextsOnce(dataSource: DataSource, done: JournalEntry[]): Promise<void> {
  const given = done.flatMap(({ command, entryId }) =>
    command.type === 'note.add' ? [{ text: command.text, notes: [entryId] }] : [],
  );
  const logged = await dataSource.query<{ text: string; notes: string[] }[]>(
    `SELECT change #>> '{put,text}' AS text, array_agg(DISTINCT change #>> '{put,id}') AS notes
     FROM meeting_event CROSS JOIN jsonb_array_elements(changes) AS change
     WHERE change #>> '{put,text}' = ANY ($1) GROUP BY 1`,
    [given.map(({ text }) => text)],
  );
  const inOrder = <One extends { text: string }>(list: One[]) =>
    list.sort((one, other) => (one.text < other.text ? -1 : 1));
  expect(inOrder(logged)).toEqual(inOrder(given));
}

/** Each stream is 1, 2, 3 … up to the cursor that the meeting's row holds. */
export async function expectContiguousStreams(
  dataSource: DataSource,
  partnershipId: string,
): Promise<number> {
  const streams = await dataSource.query<
    { name: string; events: number; first: number; last: number; cursor: number }[]
  >(
    `SELECT meeting_id || ' ' || stream AS name, count(*)::integer AS events,
       min(event.revision) AS first, max(event.revision) AS last,
       (cursors ->> stream)::integer AS cursor
     FROM meeting_event AS event JOIN meeting ON meeting.id = meeting_id
     WHERE event.partnership_id = $1 GROUP BY meeting_id, stream, cursors`,
    [partnershipId],
  );
  for (const { name, events, first, last, cursor } of streams)
    expect({ name, first, last, cursor }).toEqual({ name, first: 1, last: events, cursor: events });
  return streams.reduce((sum, { events }) => sum + events, 0);
}
