// Who has a board open and what they are writing in, over all server processes. Kept in an unlogged
// table and told by hints: it may be lost and comes again, unlike everything in the log.
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../domain/meeting/access.js';
import type { BoardKey } from '../meetings/entry-rows.js';
import { newId } from '../platform/ids.js';
import { PresenceRow } from './rows/presence-row.js';

export const PRESENCE_CHANNEL = 'presence';

const HEARTBEAT_EVERY_MS = 10_000;
/** A process not heard of for this long is gone, and all who came through it. */
const GONE_AFTER_SECONDS = 30;
/** Several changes within this time are told as one. */
const GATHER_MS = 150;

export interface Writing {
  stream: string;
  entryId: string;
}

type Listener = (key: BoardKey, rows: PresenceRow[]) => void;

@Injectable()
export class PresenceService implements OnApplicationShutdown {
  private readonly logger = new Logger('Presence');
  private readonly processId = newId();
  private readonly gathering = new Map<string, NodeJS.Timeout>();
  private listener: Listener = () => undefined;
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /** Names the one who tells sockets who is there, and begins to say that this process lives. */
  start(listener: Listener): void {
    this.listener = listener;
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.heartbeat);
    for (const timer of this.gathering.values()) clearTimeout(timer);
    await this.removeWhere('process_id = $1', [this.processId]);
  }

  async enter(connectionId: string, actor: Actor, meetingId: string): Promise<void> {
    await this.put(connectionId, actor, meetingId, null);
  }

  /** Says which entry someone writes in just now; null when in none. */
  async write(
    connectionId: string,
    actor: Actor,
    meetingId: string,
    writing: Writing | null,
  ): Promise<void> {
    await this.put(connectionId, actor, meetingId, writing);
  }

  async leave(connectionId: string, { partnershipId, meetingId }: BoardKey): Promise<void> {
    await this.removeWhere('partnership_id = $1 AND meeting_id = $2 AND connection_id = $3', [
      partnershipId,
      meetingId,
      connectionId,
    ]);
  }

  /** A hint that presence at a meeting has changed somewhere. */
  hint(name: string): void {
    if (this.gathering.has(name)) return;
    const timer = setTimeout(() => {
      this.gathering.delete(name);
      void this.tell(name);
    }, GATHER_MS);
    this.gathering.set(name, timer);
  }

  private async tell(name: string): Promise<void> {
    const [partnershipId = '', meetingId = ''] = name.split('/');
    const key = { partnershipId, meetingId };
    await this.quietly(async () => {
      this.listener(key, await this.dataSource.manager.findBy(PresenceRow, key));
    });
  }

  private async put(
    connectionId: string,
    { partnershipId, personId, agencyId }: Actor,
    meetingId: string,
    writing: Writing | null,
  ): Promise<void> {
    await this.quietly(async () => {
      await this.dataSource.manager.upsert(
        PresenceRow,
        {
          partnershipId,
          meetingId,
          connectionId,
          processId: this.processId,
          personId,
          agencyId,
          editingStream: writing?.stream ?? null,
          editingEntryId: writing?.entryId ?? null,
          seenAt: new Date(),
        },
        ['partnershipId', 'meetingId', 'connectionId'],
      );
      await this.announce(`${partnershipId}/${meetingId}`);
    });
  }

  private async beat(): Promise<void> {
    await this.quietly(async () => {
      await this.dataSource.query('UPDATE presence SET seen_at = now() WHERE process_id = $1', [
        this.processId,
      ]);
    });
    await this.removeWhere('seen_at < now() - make_interval(secs => $1)', [GONE_AFTER_SECONDS]);
  }

  private async removeWhere(condition: string, values: unknown[]): Promise<void> {
    await this.quietly(async () => {
      const [rows] = await this.dataSource.query<[{ name: string }[], number]>(
        `DELETE FROM presence WHERE ${condition}
         RETURNING partnership_id || '/' || meeting_id AS name`,
        values,
      );
      for (const name of new Set(rows.map((row) => row.name))) await this.announce(name);
    });
  }

  private async announce(name: string): Promise<void> {
    await this.dataSource.query('SELECT pg_notify($1, $2)', [PRESENCE_CHANNEL, name]);
  }

  /** Presence is a courtesy: that it cannot be told for a while is no reason to fail at anything. */
  private async quietly(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) =>
      this.logger.warn(`Could not keep presence: ${(error as Error).message}`),
    );
  }
}
