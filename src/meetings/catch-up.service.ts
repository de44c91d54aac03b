// Brings those who come to a meeting up to date: all who come at once in one reading, and a board is read
// only for those who lack more of it than its latest events.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { StreamKey } from '../contract/audience.js';
import type { Cursors } from '../contract/events.js';
import type { JoinAnswer, JoinRequest } from '../contract/live.js';
import {
  DirectoryService,
  attendeeOf,
  type CurrentDirectory,
  type Identified,
} from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { TABLE } from '../domain/meeting/audience.js';
import { ASKED_TOGETHER, BatchQueue, type Settled } from '../platform/batch-queue.js';
import { Pipeline } from '../platform/database/pipeline.js';
import { inSnapshot } from '../platform/database/transaction.js';
import { nameOf, type BoardKey } from './board-key.js';
import { BoardStore, type BoardState } from './board-store.js';
import { closedAmong, closedRead } from './closed-reads.js';
import { readEventsSince, toStreamEvent } from './event-log.js';
import { narrowTo } from './narrow-to.js';
import { project, streamsFor } from './projection.js';
import { readMeeting } from './read-meeting.js';

/** Behind by more than this a whole snapshot is smaller than the way there. */
const MOST_EVENTS_TO_CATCH_UP = 500;

/** Meetings read at once for those who come; the rest of the connections are for those who write. */
const READINGS_AT_ONCE = 3;

/** Someone who comes to a meeting, and what they hold of it. */
interface Coming {
  key: BoardKey;
  who: Identified;
  known: JoinRequest['known'];
}

/** Someone who may come. */
interface Admitted {
  actor: Actor;
  known: JoinRequest['known'];
  streams: StreamKey[];
  /** How many events they lack; null when they must begin anew. */
  lacking: number | null;
}

interface Answered extends Admitted {
  answer: JoinAnswer;
}

export interface UpToDate {
  readonly answer: JoinAnswer;
  /** The closed streams that the audit now knows them to hear. */
  readonly closed: StreamKey[];
  /** Of the rights under which it was read. */
  readonly rightsVersion: number;
}

@Injectable()
export class CatchUpService {
  private readonly comings = new BatchQueue<Coming, UpToDate>(
    { ...ASKED_TOGETHER, flushes: READINGS_AT_ONCE },
    (comings) => this.bringAll(comings),
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly boards: BoardStore,
    private readonly directory: DirectoryService,
    private readonly audit: AuditLog,
  ) {}

  /** What a client needs to be current: the events it lacks, or a whole snapshot. */
  bringUpToDate(key: BoardKey, who: Identified, known: JoinRequest['known']): Promise<UpToDate> {
    return this.comings.submit(nameOf(key), { key, who, known });
  }

  /** All of one meeting, once it is recorded who of them gets to read what is closed. */
  private async bringAll(comings: Coming[]): Promise<Settled<UpToDate>[]> {
    const [first] = comings;
    if (!first) return [];
    const { key } = first;
    const read = await inSnapshot(this.dataSource, async (manager) => {
      const [directory, cursors] = await Promise.all([
        this.directory.current(manager, key.partnershipId),
        readCursors(manager, key),
      ]);
      if (!cursors) throw new DomainError('not-found');
      const admitted = comings.map((coming) => admit(coming, directory, cursors));
      // Before all else: once it reads as one person, the transaction never sees the whole again.
      const state = admitted.some((one) => one.ok && one.value.lacking === null)
        ? await this.boards.read(manager, await readMeeting(manager, key), directory.epoch)
        : null;
      const answered = await answerAll(manager, key, admitted, state);
      return answered && { answered, rightsVersion: directory.rightsVersion };
    });
    // The log no longer holds what somebody lacks.
    if (!read) return this.bringAll(comings.map((coming) => ({ ...coming, known: null })));

    const { answered, rightsVersion } = read;
    const reads = answered.map((one) =>
      one.ok ? closedRead(one.value.actor, { ...key, streams: one.value.streams }) : [],
    );
    const failure = await this.audit.recordAlone(...reads.flat()).then(
      () => null,
      (error: unknown) => error as Error,
    );
    return answered.map((one, index) => {
      if (!one.ok) return one;
      // Who reads nothing closed has nothing recorded, and comes in beside those who are refused.
      if (failure && reads[index]?.length !== 0) return { ok: false, error: failure };
      const { answer, streams } = one.value;
      return { ok: true, value: { answer, closed: closedAmong(streams), rightsVersion } };
    });
  }
}

function admit(
  { key, who, known }: Coming,
  directory: CurrentDirectory,
  cursors: Cursors,
): Settled<Admitted> {
  try {
    const actor = attendeeOf(directory, key, who);
    const streams = streamsFor(actor, cursors);
    const lacking =
      known?.epoch === directory.epoch ? behindBy(known.cursors, cursors, streams) : null;
    return { ok: true, value: { actor, known, streams, lacking } };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ok: false, error };
  }
}

/** How far the streams of a meeting have come; null when there is no such meeting here. */
async function readCursors(
  manager: EntityManager,
  { partnershipId, meetingId }: BoardKey,
): Promise<Cursors | null> {
  const [row] = await manager.query<{ cursors: Cursors }[]>(
    'SELECT cursors FROM meeting WHERE partnership_id = $1 AND id = $2',
    [partnershipId, meetingId],
  );
  return row?.cursors ?? null;
}

/** How many events a client lacks of the streams it may hear; null when it must begin anew. */
function behindBy(known: Cursors, cursors: Cursors, streams: readonly StreamKey[]): number | null {
  if (known[TABLE] === undefined) return null;
  // A stream it may no longer hear, or one from a future that never came, must be forgotten.
  const isFromHere = (stream: StreamKey) =>
    (known[stream] ?? 0) <= (cursors[stream] ?? 0) &&
    (streams.includes(stream) || known[stream] === 0);
  if (!Object.keys(known).every(isFromHere)) return null;
  const behind = streams.reduce(
    (sum, stream) => sum + (cursors[stream] ?? 0) - (known[stream] ?? 0),
    0,
  );
  return behind > MOST_EVENTS_TO_CATCH_UP ? null : behind;
}

/** Null when the log lacks something that somebody needs. Those who hear and know the same are answered alike. */
async function answerAll(
  manager: EntityManager,
  key: BoardKey,
  admitted: readonly Settled<Admitted>[],
  state: BoardState | null,
): Promise<Settled<Answered>[] | null> {
  const alike = new Map<string, JoinAnswer>();
  const all: Settled<Answered>[] = [];
  for (const one of admitted) {
    if (!one.ok) {
      all.push(one);
      continue;
    }
    const { streams, known } = one.value;
    const likeness = JSON.stringify([streams, known]);
    const answer = alike.get(likeness) ?? (await answerTo(manager, key, one.value, state));
    if (!answer) return null;
    alike.set(likeness, answer);
    all.push({ ok: true, value: { ...one.value, answer } });
  }
  return all;
}

async function answerTo(
  manager: EntityManager,
  key: BoardKey,
  { actor, known, streams, lacking }: Admitted,
  state: BoardState | null,
): Promise<JoinAnswer | null> {
  if (lacking === null || !known)
    return state && { kind: 'snapshot', snapshot: project({ actor, ...state }) };
  if (lacking === 0) return { kind: 'catch-up', events: [] };
  const pipeline = await Pipeline.of(manager);
  const [, events] = await Promise.all([
    narrowTo(pipeline, actor),
    readEventsSince(pipeline, key, known.cursors, { streams }),
  ]);
  return events.length === lacking ? { kind: 'catch-up', events: events.map(toStreamEvent) } : null;
}
