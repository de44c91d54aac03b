// Hears what other processes say by NOTIFY, over one connection of its own that comes back by itself.
// What is said while it is away is lost: everything heard here is a hint that saves time, never the
// only way to learn something.
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { Readiness } from '../health/readiness.js';
import { Metrics } from '../metrics/metrics.js';

const CONNECT_WITHIN_MS = 5_000;
/** What the connections are called that listen, by which processes know of each other. */
export const LISTENER = 'utsattning listener';
/** So often the line is asked who else listens, and so long the answer may take: one may have died silently. */
const ASKED_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 5_000;
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_000;

type Handler = (payload: string) => void;

@Injectable()
export class Notifications implements OnApplicationShutdown {
  private readonly logger = new Logger('Notifications');
  private readonly handlers = new Map<string, Handler>();
  private client: Client | undefined;
  private pause = SHORTEST_PAUSE_MS;
  private retry: NodeJS.Timeout | undefined;
  private asking: NodeJS.Timeout | undefined;
  private isAsking = false;
  private ended = false;
  private others = true;

  constructor(
    private readonly dataSource: DataSource,
    readiness: Readiness,
    metrics: Metrics,
  ) {
    metrics.addLookedUp(
      'utsattning_listener_up',
      'Whether the connection stands by which this process hears of the others at once.',
      () => (this.client ? 1 : 0),
    );
    readiness.require(() => ({ listener: { status: this.client ? 'up' : 'down' } }));
  }

  /** Starts listening; resolves when the connection stands. `channels` says who hears what. */
  async start(channels: Record<string, Handler>): Promise<void> {
    for (const [channel, handler] of Object.entries(channels)) this.handlers.set(channel, handler);
    await this.connect();
    this.asking = setInterval(() => void this.ask(), ASKED_EVERY_MS);
  }

  /**
   * Whether any other process hears what is said; true as long as that is not known. One that has just come
   * may be overlooked for a second, in which it learns everything by looking itself.
   */
  get othersListen(): boolean {
    return this.others || !this.client;
  }

  async onApplicationShutdown(): Promise<void> {
    this.ended = true;
    clearTimeout(this.retry);
    clearInterval(this.asking);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const { options } = this.dataSource;
    const client = new Client({
      connectionString: 'url' in options ? options.url : undefined,
      application_name: LISTENER,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
    });
    client.on('notification', ({ channel, payload }) =>
      this.handlers.get(channel)?.(payload ?? ''),
    );
    const lost = () => this.reconnect(client);
    client.on('error', lost);
    client.on('end', lost);
    try {
      await client.connect();
      for (const channel of this.handlers.keys()) await client.query(`LISTEN ${channel}`);
      // Ended while it was connecting: a connection that nobody knew of would never end.
      if (this.ended) this.reconnect(client);
      else this.client = client;
      this.pause = SHORTEST_PAUSE_MS;
    } catch {
      this.reconnect(client);
    }
  }

  /** A line that has died without a word would look as if nothing happened, so it is asked something. */
  private async ask(): Promise<void> {
    const { client } = this;
    if (!client || this.isAsking) return;
    this.isAsking = true;
    try {
      const { rows } = await client.query<{ others: boolean }>(
        // Not by our own name for it: an address of the database may give all connections another.
        `SELECT count(*) > 1 AS others FROM pg_stat_activity
         WHERE datname = current_database()
           AND application_name = current_setting('application_name')`,
      );
      this.others = rows[0]?.others ?? true;
    } catch {
      this.reconnect(client);
    }
    this.isAsking = false;
  }

  private reconnect(client: Client): void {
    if (this.client === client) this.client = undefined;
    client.removeAllListeners();
    client.on('error', () => undefined);
    void client.end().catch(() => undefined);
    if (this.ended || this.retry) return;
    this.logger.warn(`Lost the connection that listens; trying again in ${this.pause} ms.`);
    this.retry = setTimeout(() => {
      this.retry = undefined;
      void this.connect();
    }, this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }
}
