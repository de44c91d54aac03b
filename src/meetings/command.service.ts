// The write path, the only one: queue, decide, write, commit, publish. Read it top to bottom; what a
// batch of commands leads to is decided in batch-decision.ts.
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { CommandEnvelope, CommandOutcome } from '../contract/commands.js';
import { openActionStates } from '../contract/vocabulary.js';
import { DirectoryService } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import { PersonDataFound } from '../domain/person-guard/refuse-person-data.js';
import { endedAmong } from '../identity/end-sessions.js';
import { Clock } from '../platform/clock.js';
import { columnsOf, insertRows } from '../platform/database/bulk-write.js';
import { isDatabaseUnavailable } from '../platform/database/database-errors.js';
import { Pipeline } from '../platform/database/pipeline.js';
import { inPipeline, type Written } from '../platform/database/transaction.js';
import {
  decideBatch,
  sessionsOf,
  submissionOf,
  type Commander,
  type DecidedBatch,
  type Submission,
} from './batch-decision.js';
import { BatchQueue, type Settled } from '../platform/batch-queue.js';
import { keyOf, nameOf, type BoardKey } from './board-key.js';
import { BoardMetrics } from './board-metrics.js';
import { BoardStore, broughtOn, MOST_EVENTS_TO_RENEW } from './board-store.js';
import { beginWork, publishWorks, writeWorks, type Work } from './board-work.js';
import { readEventsSince } from './event-log.js';
import { closedMeetings, isClosing } from './log-digest.js';
import { MeetingCommandRow } from './rows/meeting-command-row.js';
import { MeetingRow } from './rows/meeting-row.js';
import { StreamFeed } from './stream-feed.js';
import { writeIfCurrent } from './write-if-current.js';

/** Where another process writes too, the lock changes hands for each batch: it is worth more than one command. */
const LINGERS_MS = 2;

@Injectable()
export class CommandService {
  private readonly guardLogger = new Logger('PersonGuard');
  private readonly queue = new BatchQueue<Submission, CommandOutcome>(
    {
      batch: 64,
      waiting: 1_000,
      waitingInAll: 10_000,
      waitingOfOne: { most: 500, whose: ({ who }) => who.personId },
      flushes: 6,
      lingerMs: (name) => (this.boards.remembered(keyOf(name))?.isShared ? LINGERS_MS : 0),
    },
    (batch) => this.flush(batch),
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly boards: BoardStore,
    private readonly directory: DirectoryService,
    private readonly feed: StreamFeed,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly metrics: BoardMetrics,
  ) {
    metrics.countWaiting(() => this.queue.waiting);
  }

  /**
   * Carries out a command once, however often it is sent. What the person may do, and that their session
   * holds, is read in the very transaction that does it. Resolves after the commit; rejects with a
   * DomainError when nothing was done.
   */
  async execute(
    { personId, opensClosed, sessionId }: Commander,
    envelope: CommandEnvelope,
  ): Promise<CommandOutcome> {
    const submission = submissionOf({ personId, opensClosed, sessionId }, envelope);
    const answer = this.queue.submit(nameOf(envelope), submission);
    this.metrics.answered(answer);
    return answer;
  }

  /** Takes no more commands; resolves when all that were taken are answered. */
  async finish(): Promise<void> {
    await this.queue.close();
  }

  /** One batch, one commit. What the database refuses is tried one by one, so that only the guilty fails. */
  private async flush(batch: Submission[]): Promise<Settled<CommandOutcome>[]> {
    try {
      return await this.commit(batch);
    } catch (error) {
      // A refusal that reaches here is of the meeting itself, and each would meet it again.
      const isOfAll = error instanceof DomainError || isDatabaseUnavailable(error);
      if (batch.length === 1 || isOfAll)
        return batch.map(() => ({ ok: false, error: error as Error }));
      return this.flushOneByOne(batch);
    }
  }

  /** Once the database is away nobody waits for it in turn. */
  private async flushOneByOne(batch: Submission[]): Promise<Settled<CommandOutcome>[]> {
    const settled: Settled<CommandOutcome>[] = [];
    for (const submission of batch) {
      const last = settled.at(-1);
      if (last && !last.ok && isDatabaseUnavailable(last.error)) settled.push(last);
      else settled.push(...(await this.flush([submission])));
    }
    return settled;
  }

  private async commit(batch: Submission[]): Promise<Settled<CommandOutcome>[]> {
    const startedAt = performance.now();
    const { settled, works, rightsVersion } =
      (await this.commitFromMemory(batch)) ??
      (await inPipeline(this.dataSource, (pipeline) => this.commitUnderLock(pipeline, batch)));
    this.metrics.committed(batch.length, performance.now() - startedAt);
    const { partnershipId } = boardKeyOf(batch);
    publishWorks(this.boards, this.feed, { partnershipId, rightsVersion }, works);
    for (const one of settled)
      if (!one.ok && one.error instanceof PersonDataFound) this.guardLogger.log(one.error.account);
    return settled;
  }

  /**
   * The common case, in one statement: decided on what this process remembers, and written only if
   * all of that still holds. Null when it did not, or when someone is refused: the command may have
   * been carried out before, and only the longer way knows.
   */
  private async commitFromMemory(batch: Submission[]): Promise<DecidedBatch | null> {
    const key = boardKeyOf(batch);
    const state = this.boards.remembered(key);
    const directory = this.directory.remembered(key.partnershipId);
    if (!state || state.isShared || directory?.epoch !== state.epoch) return null;
    const work = beginWork(state);
    const at = this.clock.now();
    const decided = decideBatch(batch, {
      directory,
      works: new Map([[key.meetingId, work]]),
      seen: new Map(),
      ended: new Set(),
      at,
    });
    if (decided.settled.some(({ ok }) => !ok)) return null;
    const basis = { state, sessionIds: sessionsOf(batch), at };
    const isWritten = await writeIfCurrent(this.dataSource, key, basis, { ...decided, work });
    return isWritten ? decided : null;
  }

  /**
   * Whatever happens meanwhile waits: the meeting is locked, the rights are held, then all is read. The lock
   * is held for one way to this process and back, so that another one that writes here as well soon can.
   */
  private async commitUnderLock(
    pipeline: Pipeline,
    batch: Submission[],
  ): Promise<Written<DecidedBatch>> {
    const key = boardKeyOf(batch);
    const { partnershipId } = key;
    const remembered = this.boards.remembered(key);
    const meetingIds = await readIdsToLock(pipeline, batch);
    // In this order: whoever waits for the lock finds what was decided before them.
    const [rows, directory, seen, ended, missed] = await Promise.all([
      lockMeetings(pipeline, partnershipId, meetingIds),
      this.directory.hold(pipeline, partnershipId),
      readSeen(pipeline, batch),
      readEnded(pipeline, batch, this.clock.now()),
      remembered
        ? readEventsSince(pipeline, key, remembered.cursors, { most: MOST_EVENTS_TO_RENEW })
        : [],
    ]);
    const works = new Map<string, Work>();
    for (const row of rows) {
      const isOwn = row.id === key.meetingId;
      const known = isOwn && remembered ? broughtOn(remembered, missed) : undefined;
      const state = await this.boards.read(pipeline.manager, row, directory.epoch, known);
      works.set(row.id, beginWork(state, isOwn ? missed : []));
    }

    const at = this.clock.now();
    const decided = decideBatch(batch, { directory, works, seen, ended, at });
    const written = Promise.all([
      writeWorks(pipeline, partnershipId, decided.works),
      insertRows(pipeline, MeetingCommandRow, decided.commands),
    ]);
    if (decided.works.some(isClosing)) {
      await written;
      const closed = await closedMeetings(pipeline, partnershipId, decided.works);
      await this.audit.record(pipeline, ...closed);
    }
    return { value: decided, written };
  }
}

/**
 * The batch's meeting and, when it shall be opened, the earlier ones of its series, in whichever part of
 * it, that have something to carry over.
 */
async function readIdsToLock(pipeline: Pipeline, batch: Submission[]): Promise<string[]> {
  const { partnershipId, meetingId } = boardKeyOf(batch);
  if (!batch.some(({ envelope }) => envelope.command.type === 'meeting.open')) return [meetingId];
  const earlier = await pipeline.query<{ id: string }[]>(
    `SELECT earlier.id FROM meeting
       CROSS JOIN LATERAL series_parts(meeting.partnership_id, meeting.series_id) AS part (id)
       JOIN meeting AS earlier
         ON earlier.partnership_id = meeting.partnership_id AND earlier.series_id = part.id
     WHERE meeting.partnership_id = $1 AND meeting.id = $2 AND earlier.starts_at < meeting.starts_at
       AND EXISTS (
         SELECT FROM coordinated_action AS action
         WHERE action.partnership_id = earlier.partnership_id AND action.meeting_id = earlier.id
           AND action.carried_to_action_id IS NULL AND action.state = ANY ($3))`,
    [partnershipId, meetingId, openActionStates],
  );
  return [meetingId, ...earlier.map(({ id }) => id)];
}

/** Always in the order of their ids, so that two never wait for each other. */
function lockMeetings(
  pipeline: Pipeline,
  partnershipId: string,
  meetingIds: string[],
): Promise<MeetingRow[]> {
  return pipeline.query(
    `SELECT ${columnsOf(pipeline, MeetingRow)} FROM meeting
     WHERE partnership_id = $1 AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE`,
    [partnershipId, meetingIds],
  );
}

async function readSeen(
  pipeline: Pipeline,
  batch: Submission[],
): Promise<Map<string, MeetingCommandRow>> {
  const { partnershipId, meetingId } = boardKeyOf(batch);
  const rows = await pipeline.query<MeetingCommandRow[]>(
    `SELECT ${columnsOf(pipeline, MeetingCommandRow)} FROM meeting_command
     WHERE partnership_id = $1 AND meeting_id = $2 AND command_id = ANY ($3)`,
    [partnershipId, meetingId, batch.map(({ envelope }) => envelope.commandId)],
  );
  return new Map(rows.map((row) => [row.commandId, row]));
}

async function readEnded(
  pipeline: Pipeline,
  batch: Submission[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const ids = sessionsOf(batch);
  const rows = await pipeline.query<{ id: string }[]>(endedAmong('$1', '$2'), [ids, at]);
  return new Set(rows.map(({ id }) => id));
}

/** A batch is of one board. */
function boardKeyOf([first]: Submission[]): BoardKey {
  if (!first) throw new Error('An empty batch.');
  return first.envelope;
}
