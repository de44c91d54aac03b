import pg from 'pg';
import type { TestDatabase } from '../support/test-database.js';

/** Every channel of the database on which anything is told. */
const CHANNELS = ['meeting_event', 'presence', 'session_ended', 'jobs:insert'];

/** Hears every notification of the database, as anyone could who may connect to it. */
export class Eavesdropper {
  private readonly payloads: string[] = [];

  private constructor(private readonly client: pg.Client) {
    // A test that failed leaves it to be cut off with the database.
    client.on('error', () => undefined);
    client.on('notification', ({ payload }) => this.payloads.push(payload ?? ''));
  }

  static async at({ url }: TestDatabase): Promise<Eavesdropper> {
    const eavesdropper = new Eavesdropper(new pg.Client(url));
    await eavesdropper.client.connect();
    for (const channel of CHANNELS) await eavesdropper.client.query(`LISTEN "${channel}"`);
    return eavesdropper;
  }

  get heard(): string {
    return this.payloads.join('\n');
  }

  leave(): Promise<void> {
    return this.client.end();
  }
}
