// A batch written by one statement, a transaction of its own, that does nothing at all unless what the
// batch was decided on still holds: the meeting's streams stand where this process remembers them, so do
// the rights, and no session of the batch has ended. It holds all of it still until it is committed, as the
// longer way does: the end of a session that was taken from somebody raises the version of the rights.
import type { DataSource } from 'typeorm';
import { allHold } from '../identity/end-sessions.js';
import { insertSql, rowsAsJson, type RowClass } from '../platform/database/bulk-write.js';
import { isTransactionConflict, violatedConstraint } from '../platform/database/database-errors.js';
import { runAlone } from '../platform/database/prepared.js';
import type { DecidedBatch } from './batch-decision.js';
import type { BoardKey } from './board-key.js';
import { entryRows } from './board-rows.js';
import type { BoardState } from './board-store.js';
import type { Work } from './board-work.js';
import { MeetingCommandRow } from './rows/meeting-command-row.js';
import { MeetingEventRow } from './rows/meeting-event-row.js';

/** The rows for one table. */
interface Insertion {
  rowClass: RowClass<object>;
  rows: readonly object[];
  replacing: boolean;
}

/** True when the batch is committed; false when nothing was written. */
export async function writeIfCurrent(
  dataSource: DataSource,
  key: BoardKey,
  { state: before, sessionIds, at }: { state: BoardState; sessionIds: string[]; at: Date },
  {
    work,
    commands,
    rightsVersion,
  }: Pick<DecidedBatch, 'commands' | 'rightsVersion'> & { work: Work },
): Promise<boolean> {
  const changes = work.events.flatMap((event) => event.changes);
  // Never here: a meeting that opens takes over what others left, one that closes leaves its log's digest in
  // the audit, one that moves moves in calendars, and what is removed leaves its row. The longer way does that.
  if (changes.some(({ entry }) => entry === 'meeting' || entry === 'removed')) return false;

  const insertions: Insertion[] = [
    ...entryRows(key, changes).map((one) => ({ ...one, replacing: true })),
    { rowClass: MeetingEventRow, rows: work.rows, replacing: false },
    { rowClass: MeetingCommandRow, rows: commands, replacing: false },
  ].filter(({ rows }) => rows.length > 0);
  const values = [
    ...[key.partnershipId, rightsVersion, before.epoch],
    ...[key.meetingId, before.cursors, work.state.cursors, sessionIds, at],
  ];
  const statement = compose(dataSource, values.length, insertions);
  const rows = insertions.map((one) => rowsAsJson(dataSource, one.rowClass, one.rows));
  try {
    return (await runAlone<unknown[]>(dataSource, statement, [...values, ...rows])).length > 0;
  } catch (error) {
    // A command carried out before, for one; the longer way finds out.
    if (violatedConstraint(error) !== undefined || isTransactionConflict(error)) return false;
    throw error;
  }
}

function compose(dataSource: DataSource, before: number, insertions: readonly Insertion[]): string {
  const written = insertions.map(({ rowClass, replacing }, index) => {
    const parameter = before + index + 1;
    const sql = insertSql(dataSource, rowClass, {
      parameter,
      replacing,
      where: 'EXISTS (SELECT FROM current)',
    });
    return `, written_${index} AS (${sql})`;
  });
  return `
    WITH rights AS (
      SELECT 1 FROM partnership
      WHERE id = $1 AND rights_version = $2 AND EXISTS (SELECT FROM installation WHERE epoch = $3)
        AND ${allHold('$7', '$8')}
      FOR SHARE
    ), current AS (
      UPDATE meeting SET cursors = $6 FROM rights
      WHERE partnership_id = $1 AND id = $4 AND cursors = $5
      RETURNING id
    ) ${written.join('')}
    SELECT id FROM current`;
}
