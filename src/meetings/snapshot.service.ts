// Reads a board as it is at one moment, for one listener.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { Snapshot } from '../contract/live.js';
import { DirectoryService, attendeeOf, type Identified } from '../directory/directory.service.js';
import type { Actor } from '../domain/meeting/access.js';
import { mayHear, streamOf } from '../domain/meeting/audience.js';
import { inSnapshot } from '../platform/database/transaction.js';
import { BoardStore } from './board-store.js';
import { closedRead } from './closed-reads.js';
import { project, streamsFor, type Reading } from './projection.js';
import { readMeeting } from './read-meeting.js';

/** Who reads; what they may hear is looked up in the very snapshot that is read. */
type Reader = Identified & Pick<Actor, 'partnershipId'>;

@Injectable()
export class SnapshotService {
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

  /** The stream an entry of the board lies in; null when the reader knows no such entry. */
  async streamOfEntry(reader: Reader, meetingId: string, entryId: string): Promise<string | null> {
    return inSnapshot(this.dataSource, async (manager) => {
      const { actor, board } = await this.readBoard(manager, reader, meetingId);
      const lists = [board.agenda, board.notes, board.actions];
      const entry = lists.map((list) => list.get(entryId)).find(Boolean);
      return entry && mayHear(actor, entry.audience) ? streamOf(entry.audience) : null;
    });
  }

  private async readBoard(
    manager: EntityManager,
    who: Reader,
    meetingId: string,
  ): Promise<Reading> {
    const key = { partnershipId: who.partnershipId, meetingId };
    const directory = await this.directory.current(manager, key.partnershipId);
    const actor = attendeeOf(directory, key, who);
    const row = await readMeeting(manager, key);
    return { actor, ...(await this.boards.read(manager, row, directory.epoch)) };
  }
}
