// The read path: what one listener may see of a board at one moment, whole or since they last looked.
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AuditEntry } from '../audit/append-records.js';
import { AuditLog } from '../audit/audit-log.js';
import type { StreamKey } from '../contract/audience.js';
import type { Cursors, StreamEvent } from '../contract/events.js';
import type { JoinAnswer, JoinRequest, Snapshot } from '../contract/live.js';
import {
  DirectoryService,
  attendeeOf,
  type CurrentDirectory,
  type Identified,
} from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { audienceOf, mayHear, streamOf, TABLE } from '../domain/meeting/audience.js';
import { emptyBoard, toEntries, type Board } from '../domain/meeting/board.js';
import { ASKED_TOGETHER, BatchQueue, type Settled } from '../platform/batch-queue.js';
import { inSnapshot } from '../platform/database/transaction.js';
import { nameOf, type BoardKey } from './board-key.js';
import { BoardStore, type BoardState } from './board-store.js';
import { closedAmong, closedRead } from './closed-reads.js';
import { readEventsSince, toStreamEvent } from './event-log.js';
import { narrowTo } from './narrow-to.js';
import { MeetingRow } from './rows/meeting-row.js';

/** Behind by more than this a whole snapshot is smaller than the way there. */
const MOST_EVENTS_TO_CATCH_UP = 500;

/** Who reads; what they may hear is looked up in the very snapshot that is read. */
type Reader = Identified & Pick<Actor, 'partnershipId'>;

/** Meetings read at once for those who come; the rest of the connections are for those who write. */
const READINGS_AT_ONCE = 3;

interface Reading extends BoardState {
  actor: Actor;
}

/** Someone who comes to a meeting, and what they hold of it. */
interface Join {
  key: BoardKey;
  who: Identified;
  known: JoinRequest['known'];
}

export interface Joined {
  readonly answer: JoinAnswer;
  /** The closed streams that the audit now knows them to hear. */
  readonly closed: StreamKey[];
}

@Injectable()
export class SnapshotService {
  private readonly joins = new BatchQueue<Join, Joined>(
    { ...ASKED_TOGETHER, flushes: READINGS_AT_ONCE },
    (joins) => this.answerJoins(joins),
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly boards: BoardStore,
    private readonly directory: DirectoryService,
    private readonly audit: AuditLog,
  ) {}

  /** Everything the reader may see of a meeting; `not-found` when there is no such meeting here. */
  async read(reader: Reader, meetingId: string): Promise<Snapshot> {
    const reading = await inSnapshot(this.dataSource, (manager) =>
      this.readBoard(manager, reader, meetingId),
    );
    const { actor, cursors } = reading;
    const streams = streamsFor(actor, cursors);
    await this.audit.recordAlone(...closedRead(actor, { meetingId, streams }));
    return project(reading);
  }

  /** What a client needs to be current: the events it lacks, or a whole snapshot. */
  readSince(who: Reader, meetingId: string, known: JoinRequest['known']): Promise<Joined> {
    const { partnershipId } = who;
    const key = { partnershipId, meetingId };
    return this.joins.submit(nameOf(key), { key, who, known });
  }

  /** The stream an entry of the board lies in; null when the reader knows no such entry. */
  async streamOfEntry(reader: Reader, meetingId: string, entryId: string): Promise<string | null> {
    return inSnapshot(this.dataSource, async (manager) => {
      const { actor, board } = await this.readBoard(manager, reader, meetingId);
      if (board.agenda.has(entryId)) return TABLE;
      const entry = board.notes.get(entryId) ?? board.actions.get(entryId);
      return entry && mayHear(actor, entry.audience) ? streamOf(entry.audience) : null;
    });
  }

  private async readBoard(
    manager: EntityManager,
    who: Reader,
    meetingId: string,
  ): Promise<Reading> {
    const { partnershipId } = who;
    const directory = await this.directory.current(manager, partnershipId);
    const actor = attendeeOf(directory, { partnershipId, meetingId }, who);
    return { actor, ...(await this.readState(manager, { partnershipId, meetingId }, directory)) };
  }

  private async readState(
    manager: EntityManager,
    { partnershipId, meetingId }: BoardKey,
    { epoch }: CurrentDirectory,
  ): Promise<BoardState> {
    const row = await manager.findOneBy(MeetingRow, { partnershipId, id: meetingId });
    if (!row) throw new DomainError('not-found');
    return this.boards.read(manager, row, epoch);
  }

  /** Answers all who join one meeting, once it is recorded who of them gets to read what is closed. */
  private async answerJoins(joins: Join[]): Promise<Settled<Joined>[]> {
    const [first] = joins;
    if (!first) return [];
    const { key } = first;
    const reads: AuditEntry[] = [];
    const settled = await inSnapshot(this.dataSource, async (manager) => {
      const directory = await this.directory.current(manager, key.partnershipId);
      const state = await this.readState(manager, key, directory);
      // Those who hear and know the same are answered alike.
      const answers = new Map<string, JoinAnswer>();
      const all: Settled<Joined>[] = [];
      reads.length = 0;
      for (const { who, known } of joins) {
        try {
          const reading = { actor: attendeeOf(directory, key, who), ...state };
          const streams = streamsFor(reading.actor, state.cursors);
          const alike = JSON.stringify([streams, known]);
          const answer = answers.get(alike) ?? (await answerJoin(manager, reading, known));
          answers.set(alike, answer);
          reads.push(...closedRead(reading.actor, { meetingId: key.meetingId, streams }));
          all.push({ ok: true, value: { answer, closed: closedAmong(streams) } });
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          all.push({ ok: false, error });
        }
      }
      return all;
    });
    await this.audit.recordAlone(...reads);
    return settled;
  }
}

async function answerJoin(
  manager: EntityManager,
  reading: Reading,
  known: JoinRequest['known'],
): Promise<JoinAnswer> {
  const events = await readMissing(manager, reading, known);
  return events ? { kind: 'catch-up', events } : { kind: 'snapshot', snapshot: project(reading) };
}

/** The validator of a snapshot: changes whenever anything the reader may see has changed, else never. */
export function etagOf({ epoch, compartments }: Snapshot): string {
  const state = [epoch, ...compartments.map(({ stream, revision }) => `${stream} ${revision}`)];
  return `W/"${createHash('sha256').update(state.join('\n')).digest('base64url')}"`;
}

/** Narrows a board to what one listener may hear. */
function project({ actor, board, cursors, epoch }: Reading): Snapshot {
  return {
    epoch,
    partnershipId: actor.partnershipId,
    meetingId: board.meeting.id,
    compartments: streamsFor(actor, cursors).map((stream) => ({
      stream,
      revision: cursors[stream] ?? 0,
      entries: toEntries(compartment(board, stream)),
    })),
  };
}

/** The streams a listener may hear: the table always, others once they are in use. */
function streamsFor(actor: Actor, cursors: Cursors): string[] {
  const others = Object.keys(cursors).filter((stream) => stream !== TABLE);
  return [TABLE, ...others.filter((stream) => mayHear(actor, audienceOf(stream))).sort()];
}

function compartment(board: Board, stream: string): Board {
  const within = <Entry extends { audience: Parameters<typeof streamOf>[0] }>(
    list: ReadonlyMap<string, Entry>,
  ) => new Map([...list].filter(([, entry]) => streamOf(entry.audience) === stream));
  return {
    ...(stream === TABLE ? board : emptyBoard),
    notes: within(board.notes),
    actions: within(board.actions),
    links: within(board.links),
  };
}

/** The events between what a client knows and now; null when it must start over. */
async function readMissing(
  manager: EntityManager,
  { actor, board, cursors, epoch }: Reading,
  known: JoinRequest['known'],
): Promise<StreamEvent[] | null> {
  if (known?.epoch !== epoch || known.cursors[TABLE] === undefined) return null;
  const streams = streamsFor(actor, cursors);
  // A stream it may no longer hear, or one from a future that never came, must be forgotten.
  const isFromHere = (stream: string) =>
    (known.cursors[stream] ?? 0) <= (cursors[stream] ?? 0) &&
    (streams.includes(stream) || known.cursors[stream] === 0);
  if (!Object.keys(known.cursors).every(isFromHere)) return null;
  const behind = streams.reduce(
    (sum, stream) => sum + (cursors[stream] ?? 0) - (known.cursors[stream] ?? 0),
    0,
  );
  if (behind > MOST_EVENTS_TO_CATCH_UP) return null;
  if (behind === 0) return [];
  const key = { partnershipId: actor.partnershipId, meetingId: board.meeting.id };
  await narrowTo(manager, actor);
  const events = await readEventsSince(manager, key, known.cursors, streams);
  return events.length === behind ? events.map(toStreamEvent) : null;
}
