// Tells this process's listeners what happened, each stream in order and without a gap, whichever
// process wrote it. A commit of this process is told from memory; of others, it hears by NOTIFY that
// there is something and reads it from the log itself. A slow poll makes every hint optional.
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Cursors, StreamEvent } from '../contract/events.js';
import type { BoardKey } from './entry-rows.js';
import { readEventsSince, type LoggedEvent } from './event-log.js';

export const MEETING_CHANNEL = 'meeting_event';
const POLL_EVERY_MS = 1_000;

export interface Published extends BoardKey {
  /** Of the newest rights an event was committed under; listeners with older ones must be asked anew. */
  rightsVersion: number;
  events: StreamEvent[];
}

type Listener = (published: Published) => Promise<void>;

interface Watched extends BoardKey {
  /** How far each stream has been told. */
  told: Cursors;
  /** Everything about one meeting happens one after the other. */
  turn: Promise<void>;
  /** A look into the log is on its way already. */
  looking: boolean;
}

@Injectable()
export class StreamFeed implements OnApplicationShutdown {
  private readonly logger = new Logger('StreamFeed');
  private readonly watched = new Map<string, Watched>();
  private listener: Listener = () => Promise.resolve();
  private poll: NodeJS.Timeout | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /** Names the one who passes events on, and begins to look for what hints have missed. */
  start(listener: Listener): void {
    this.listener = listener;
    this.poll = setInterval(() => void this.lookForMissed(), POLL_EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.poll);
    await Promise.all([...this.watched.values()].map(({ turn }) => turn));
  }

  /** Follows a meeting from where it stands now; resolves when nothing later can be missed. */
  async watch(key: BoardKey): Promise<void> {
    const known = this.watched.get(nameOf(key));
    if (known) return known.turn;
    const watched: Watched = { ...key, told: {}, turn: Promise.resolve(), looking: false };
    this.watched.set(nameOf(key), watched);
    const first = this.readCursors(key).then((cursors) => {
      watched.told = cursors;
    });
    watched.turn = first.catch(() => undefined);
    await first.catch((error: unknown) => {
      this.watched.delete(nameOf(key));
      throw error;
    });
  }

  unwatch(key: BoardKey): void {
    this.watched.delete(nameOf(key));
  }

  /** A batch that this process has just committed. */
  committed(published: Published): void {
    const watched = this.watched.get(nameOf(published));
    if (!watched) return;
    this.next(watched, async () => {
      const fresh = published.events.filter(
        ({ stream, revision }) => revision > (watched.told[stream] ?? 0),
      );
      if (isContiguous(watched.told, fresh))
        await this.tell(watched, published.rightsVersion, fresh);
      else await this.look(watched);
    });
  }

  /** A hint that something was committed somewhere. `name` is the payload of the notification. */
  hint(name: string): void {
    const watched = this.watched.get(name);
    if (!watched || watched.looking) return;
    watched.looking = true;
    this.next(watched, async () => {
      watched.looking = false;
      await this.look(watched);
    });
  }

  private next(watched: Watched, step: () => Promise<void>): void {
    watched.turn = watched.turn.then(step).catch((error: unknown) => {
      // The log is the truth: what could not be told now is found by the next look.
      this.logger.warn(`Could not tell events: ${(error as Error).message}`);
    });
  }

  private async look(watched: Watched): Promise<void> {
    const events = await readEventsSince(this.dataSource.manager, watched, watched.told);
    if (events.length === 0) return;
    const rightsVersion = Math.max(...events.map((event) => event.rightsVersion));
    await this.tell(watched, rightsVersion, events.map(withoutRights));
  }

  private async tell(
    watched: Watched,
    rightsVersion: number,
    events: StreamEvent[],
  ): Promise<void> {
    if (events.length === 0) return;
    const { partnershipId, meetingId } = watched;
    await this.listener({ partnershipId, meetingId, rightsVersion, events });
    for (const { stream, revision } of events) watched.told[stream] = revision;
  }

  private async lookForMissed(): Promise<void> {
    if (this.watched.size === 0) return;
    try {
      const meetings = [...this.watched.values()];
      const rows = await this.dataSource.query<{ name: string; cursors: Cursors }[]>(
        `SELECT partnership_id || '/' || id AS name, cursors FROM meeting
         WHERE (partnership_id, id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))`,
        [meetings.map((one) => one.partnershipId), meetings.map((one) => one.meetingId)],
      );
      for (const { name, cursors } of rows) {
        const told = this.watched.get(name)?.told;
        if (
          told &&
          Object.keys(cursors).some((stream) => (told[stream] ?? 0) < (cursors[stream] ?? 0))
        )
          this.hint(name);
      }
    } catch (error) {
      this.logger.warn(`Could not look for events: ${(error as Error).message}`);
    }
  }

  private async readCursors({ partnershipId, meetingId }: BoardKey): Promise<Cursors> {
    const rows = await this.dataSource.query<{ cursors: Cursors }[]>(
      'SELECT cursors FROM meeting WHERE partnership_id = $1 AND id = $2',
      [partnershipId, meetingId],
    );
    return rows[0]?.cursors ?? {};
  }
}

/** Says to every process, once the caller's transaction commits, that a meeting has news. */
export async function announce(
  manager: EntityManager,
  partnershipId: string,
  meetingId: string,
): Promise<void> {
  await manager.query('SELECT pg_notify($1, $2)', [
    MEETING_CHANNEL,
    nameOf({ partnershipId, meetingId }),
  ]);
}

function nameOf({ partnershipId, meetingId }: BoardKey): string {
  return `${partnershipId}/${meetingId}`;
}

function isContiguous(told: Cursors, events: StreamEvent[]): boolean {
  const next = { ...told };
  return events.every(({ stream, revision }) => {
    const expected = (next[stream] ?? 0) + 1;
    next[stream] = revision;
    return revision === expected;
  });
}

function withoutRights({ rightsVersion: _, ...event }: LoggedEvent): StreamEvent {
  return event;
}
