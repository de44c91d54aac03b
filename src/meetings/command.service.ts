// The write path, the only one: queue, lock, decide, write, commit, publish. Read it top to bottom.
import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Command, CommandEnvelope, CommandOutcome } from '../contract/commands.js';
import { openActionStates } from '../contract/vocabulary.js';
import {
  actorOf,
  DirectoryService,
  type CurrentDirectory,
} from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { decide } from '../domain/meeting/decide.js';
import { PersonDataFound } from '../domain/person-guard/refuse-person-data.js';
import { Clock } from '../platform/clock.js';
import { columnsOf, insertRows } from '../platform/database/bulk-write.js';
import { isDatabaseUnavailable } from '../platform/database/database-errors.js';
import { Pipeline } from '../platform/database/pipeline.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { BatchQueue, type Settled } from './batch-queue.js';
import { BoardStore } from './board-store.js';
import { append, beginWork, publishWorks, writeWorks, type Work } from './board-work.js';
import { MeetingCommandRow } from './rows/meeting-command-row.js';
import { MeetingRow } from './rows/meeting-row.js';
import { StreamFeed } from './stream-feed.js';

/** A command and the person who gives it, as the session names them. */
interface Submission {
  personId: string;
  envelope: CommandEnvelope;
}

interface Committed {
  settled: Settled<CommandOutcome>[];
  works: Work[];
  rightsVersion: number;
}

@Injectable()
export class CommandService {
  private readonly logger = new Logger('PersonGuard');
  private readonly queue = new BatchQueue<Submission, CommandOutcome>(
    { batch: 64, waiting: 1000, flushes: 6 },
    (batch) => this.flush(batch),
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly boards: BoardStore,
    private readonly directory: DirectoryService,
    private readonly feed: StreamFeed,
    private readonly clock: Clock,
  ) {}

  /**
   * Carries out a command once, however often it is sent. What the person may do is read in the very
   * transaction that does it. Resolves after the commit; rejects with a DomainError when nothing was
   * done.
   */
  execute(personId: string, envelope: CommandEnvelope): Promise<CommandOutcome> {
    return this.queue.submit(`${envelope.partnershipId}/${envelope.meetingId}`, {
      personId,
      envelope,
    });
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
      if (batch.length === 1 || error instanceof DomainError || isDatabaseUnavailable(error))
        return batch.map(() => ({ ok: false, error: error as Error }));
      const settled: Settled<CommandOutcome>[] = [];
      for (const submission of batch) settled.push(...(await this.flush([submission])));
      return settled;
    }
  }

  private async commit(batch: Submission[]): Promise<Settled<CommandOutcome>[]> {
    const { settled, works, rightsVersion } = await inTransaction(this.dataSource, (manager) =>
      this.decideAndWrite(manager, batch),
    );
    const { partnershipId } = envelopeOf(batch);
    publishWorks(this.boards, this.feed, { partnershipId, rightsVersion }, works);
    return settled;
  }

  private async decideAndWrite(manager: EntityManager, batch: Submission[]): Promise<Committed> {
    const { partnershipId } = envelopeOf(batch);
    const pipeline = await Pipeline.of(manager);
    const meetingIds = await readIdsToLock(pipeline, batch);
    // In this order: whoever waits for the lock finds what was decided before them.
    const [rows, directory, seen] = await Promise.all([
      lockMeetings(pipeline, partnershipId, meetingIds),
      this.directory.hold(pipeline, partnershipId),
      readSeen(pipeline, batch),
    ]);
    const works = new Map<string, Work>();
    for (const row of rows)
      works.set(row.id, beginWork(await this.boards.read(manager, row, directory.epoch)));

    const fresh: MeetingCommandRow[] = [];
    const at = this.clock.now();
    const settled = batch.map((submission): Settled<CommandOutcome> => {
      try {
        const { personId, envelope } = submission;
        const actor = actorOf(directory, envelope.partnershipId, personId);
        const repeated = seen.get(envelope.commandId);
        if (repeated) return { ok: true, value: firstOutcome(repeated, submission) };
        const entryId = carryOut(actor, envelope, works, directory, at);
        const row = toCommandRow(submission, entryId, at);
        seen.set(row.commandId, row);
        fresh.push(row);
        return { ok: true, value: { commandId: row.commandId, entryId } };
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        if (error instanceof PersonDataFound) this.logger.log(error.account);
        return { ok: false, error };
      }
    });

    const changed = [...works.values()].filter(({ events }) => events.length > 0);
    await Promise.all([
      writeWorks(pipeline, this.boards, partnershipId, changed),
      insertRows(pipeline, MeetingCommandRow, fresh),
    ]);
    return { settled, works: changed, rightsVersion: directory.rightsVersion };
  }
}

/** Decides one command on the boards as they have become, and lets it happen to them. */
function carryOut(
  actor: Actor,
  envelope: CommandEnvelope,
  works: Map<string, Work>,
  directory: CurrentDirectory,
  at: Date,
): string | null {
  const work = works.get(envelope.meetingId);
  if (!work) throw new DomainError('not-found');
  const now = at.toISOString();
  const { drafts, entryId } = decide(work.state.board, envelope.command, {
    actor,
    now,
    newId,
    directory,
    earlier: [...works.values()].filter((one) => one !== work).map((one) => one.state.board),
  });
  for (const [meetingId, touched] of works) {
    const own = drafts.filter((draft) => draft.meetingId === meetingId);
    if (own.length > 0)
      append(touched, own, { ...actor, at, rightsVersion: directory.rightsVersion });
  }
  return entryId;
}

/**
 * The batch's meeting and, when it shall be opened, the earlier ones of its series that have something
 * to carry over.
 */
async function readIdsToLock(pipeline: Pipeline, batch: Submission[]): Promise<string[]> {
  const { partnershipId, meetingId } = envelopeOf(batch);
  if (!batch.some(({ envelope }) => envelope.command.type === 'meeting.open')) return [meetingId];
  const earlier = await pipeline.query<{ id: string }[]>(
    `SELECT earlier.id FROM meeting
       JOIN meeting AS earlier USING (partnership_id, series_id)
     WHERE partnership_id = $1 AND meeting.id = $2 AND earlier.starts_at < meeting.starts_at
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
  const { partnershipId, meetingId } = envelopeOf(batch);
  const rows = await pipeline.query<MeetingCommandRow[]>(
    `SELECT ${columnsOf(pipeline, MeetingCommandRow)} FROM meeting_command
     WHERE partnership_id = $1 AND meeting_id = $2 AND command_id = ANY ($3)`,
    [partnershipId, meetingId, batch.map(({ envelope }) => envelope.commandId)],
  );
  return new Map(rows.map((row) => [row.commandId, row]));
}

/** The answer a command had the first time, for the one who gave it then and means the same now. */
function firstOutcome(row: MeetingCommandRow, { personId, envelope }: Submission): CommandOutcome {
  if (row.personId !== personId || row.fingerprint !== fingerprint(envelope.command))
    throw new DomainError('command-id-reused');
  return { commandId: row.commandId, entryId: row.entryId };
}

function toCommandRow(
  { personId, envelope }: Submission,
  entryId: string | null,
  at: Date,
): MeetingCommandRow {
  const { partnershipId, meetingId, commandId } = envelope;
  return Object.assign(new MeetingCommandRow(), {
    partnershipId,
    meetingId,
    commandId,
    personId,
    fingerprint: fingerprint(envelope.command),
    entryId,
    at,
  });
}

function fingerprint(command: Command): string {
  return createHash('sha256').update(JSON.stringify(command)).digest('base64url');
}

function envelopeOf([first]: Submission[]): CommandEnvelope {
  if (!first) throw new Error('An empty batch.');
  return first.envelope;
}
