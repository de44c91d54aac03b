import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { LISTENER } from '../../src/platform/database/notifications.js';
import type { TestDatabase } from '../support/test-database.js';

/** Meetings are announced to processes that listen, and the server looks each second whether there is another. */
const NOTICED_WITHIN_MS = 1_500;
/** Every channel of the database on which anything is told. */
const CHANNELS = ['meeting_event', 'presence', 'session_ended', 'jobs:insert'];

/** Hears every notification of the database, as anyone could who may connect to it. */
export class Eavesdropper {
  private readonly told: string[] = [];

  private constructor(private readonly client: pg.Client) {
    // A test that failed leaves it to be cut off with the database.
    client.on('error', () => undefined);
    client.on('notification', ({ channel, payload = '' }) =>
      this.told.push(`${channel} ${payload}`),
    );
  }

  static async at({ url }: TestDatabase): Promise<Eavesdropper> {
    const eavesdropper = new Eavesdropper(
      new pg.Client({ connectionString: url, application_name: LISTENER }),
    );
    await eavesdropper.client.connect();
    for (const channel of CHANNELS) await eavesdropper.client.query(`LISTEN "${channel}"`);
    await pause(NOTICED_WITHIN_MS);
    return eavesdropper;
  }

  get heard(): string {
    return this.told.join('\n');
  }

  leave(): Promise<void> {
    return this.client.end();
  }
}
