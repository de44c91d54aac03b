// What the proofs of secrecy stand on: the product as a process of its own, another one that makes the
// worlds, a mail server, and people who come to look.
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { SignInMethod } from '../../src/contract/vocabulary.js';
import { MembershipRow } from '../../src/directory/rows/membership-row.js';
import { PersonRow } from '../../src/directory/rows/person-row.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { MailServer } from '../support/mail-server.js';
import { createWorld, type PersonName, type World } from '../support/meeting-world.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { beginSession } from '../support/sign-in.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { doorsToRead, type DoorsToRead } from './doors-to-read.js';
import { Onlooker, Reader } from './onlooker.js';

export class House {
  private constructor(
    readonly database: TestDatabase,
    readonly mail: MailServer,
    /** Makes worlds; it knows no mail server, so every letter is one of the server's. */
    readonly observer: TestApp,
    readonly server: ServerProcess,
    readonly doors: DoorsToRead,
  ) {}

  static async open(): Promise<House> {
    const database = await createTestDatabase();
    const mail = await MailServer.start();
    const observer = await startTestApp({
      databaseUrl: database.url,
      environment: { DATABASE_URL: database.url },
    });
    const server = await startServer({
      DATABASE_URL: database.url,
      LOG_LEVEL: 'verbose',
      ...mail.environment,
    });
    return new House(database, mail, observer, server, doorsToRead(observer));
  }

  async close(): Promise<void> {
    await this.server.kill();
    await this.observer.close();
    await this.mail.shut();
    await this.database.drop();
  }

  get origin(): string {
    return this.server.origin;
  }

  /** The police lead, so that they write everything there is to write. */
  async worldLedByPolice(): Promise<World> {
    const world = await createWorld(this.observer.app);
    await this.database.query(`UPDATE membership SET role = 'coordinator' WHERE person_id = $1`, [
      world.person.polisen,
    ]);
    return world;
  }

  async comeTo(world: World, name: PersonName, method?: SignInMethod): Promise<Onlooker> {
    return Onlooker.at(this.origin, world, await world.signIn(name, method), this.doors);
  }

  /** Somebody who reads, and is not at the meeting by this session. */
  async readerFor(world: World, name: PersonName, method?: SignInMethod): Promise<Reader> {
    return new Reader(this.origin, world, await world.signIn(name, method), this.doors);
  }

  /** Who looks after the partnership and reads its audit, for an agency that hears nothing closed. */
  async administratorOf(world: World, name: string): Promise<Reader> {
    const id = randomUUID();
    const { partnershipId, agency } = world;
    const { app } = this.observer;
    const { manager } = app.get(DataSource);
    await manager.insert(PersonRow, { id, name, email: `${id}@example.se` });
    await manager.insert(MembershipRow, {
      partnershipId,
      personId: id,
      agencyId: agency.nattvandrarna,
      role: 'administrator',
    });
    return new Reader(this.origin, world, (await beginSession(app, id)).cookie, this.doors);
  }
}
