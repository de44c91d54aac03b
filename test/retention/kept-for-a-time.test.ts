// S12: what is kept for a time is destroyed when that is over, and no more than that; where somebody loses a
// right by it, the audit tells. The product runs as it does, and time passes for it; then every row of every
// table is looked at. What people wrote is kept, as docs/operations.md says.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Email } from 'postal-mime';
import { DataSource } from 'typeorm';
import { verifyAudit } from '../../src/audit/verify-audit.js';
import { LetterRounds } from '../../src/calendar-mail/letter-rounds.js';
import { DirectoryService } from '../../src/directory/directory.service.js';
import { PASS_LASTS_AFTER_MS } from '../../src/domain/meeting/guest-hours.js';
import { ATTEMPT_LASTS_MS } from '../../src/identity/oidc/sign-in-attempts.js';
import { CHALLENGE_LASTS_MS } from '../../src/identity/passkeys/passkey-challenges.js';
import { hashOf } from '../../src/identity/secret.js';
import { IDLE_END_MS } from '../../src/identity/session.service.js';
import { LINK_LASTS_MS } from '../../src/identity/sign-in-link.service.js';
import { PresenceService } from '../../src/live/presence.service.js';
import { noteAdd } from '../support/commands.js';
import { LiveClient } from '../support/live-client.js';
import type { PersonName } from '../support/meeting-world.js';
import { newToken } from '../support/token.js';
import {
  asking,
  begunSignIn,
  challenge,
  guess,
  guest,
  invite,
  linkByMail,
  sessionByLink,
  type ForATime,
} from './for-a-time.js';
import { RetentionHouse, type ClearedOut } from './retention-house.js';
import { storedRows } from './stored-rows.js';
import { goWithTime } from './tables.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The meeting of the world ends at 17.50 UTC. */
const MEETING_ENDS = Date.parse('2026-01-09T17:50:00.000Z');

const newAddress = () => `${newToken()}@exempel.example`;

let house: RetentionHouse;
/** Asked to join, and never does. */
const invited = newAddress();
/** The tables from which something has been seen to go. */
const seen = new Set<string>();

beforeAll(async () => {
  house = await RetentionHouse.open();
  await house.world.planMeeting(21);
  await sendMeetingsTo('polisen');
  await house.write();
  await invite(house, invited, { agencyId: house.world.agency.polisen });
});
afterAll(() => house.close());

/** Of the meetings one hears by mail, and nobody else. */
async function sendMeetingsTo(person: PersonName): Promise<void> {
  const others = Object.keys(house.world.person) as PersonName[];
  for (const other of others.filter((one) => one !== person && one !== 'chefen'))
    await house.askAs(other, 'calendar-mail', {
      method: 'PUT',
      body: { isWanted: false, language: 'sv' },
    });
  await house.server.app.get(LetterRounds).run();
  await house.letLeave(...(await house.lettersWaiting()).map(({ about }) => about));
  await house.untilLetters();
}

const later = (ms: number) => new Date(house.clock.now().getTime() + ms);
const before = (time: Date, ms = 1) => new Date(time.getTime() - ms);

async function expectIn(tables: string[], { stored, secret }: ForATime): Promise<void> {
  const expected = [...stored.map((word) => [word, tables]), ...secret.map((word) => [word, []])];
  expect(await house.tablesWith(...stored, ...secret)).toEqual(Object.fromEntries(expected));
}
const expectStored = (one: ForATime) => expectIn([one.table], one);
const expectNowhere = (one: ForATime) => expectIn([], one);

/** All that was over has gone, and nothing else of all there is. */
function expectNoMore({ over, gone }: ClearedOut): void {
  expect(gone).toEqual(over);
  for (const { table } of gone) seen.add(table);
}

/**
 * Until then it stands with everything else. Then it goes, while another like it stays, which is not due yet.
 * Gives what has come by that.
 */
async function expectToGoAt(
  end: Date,
  due: ForATime,
  another: () => Promise<ForATime>,
  by = house.server,
): Promise<ClearedOut['come']> {
  const early = await house.clearOutAt(before(end));
  expectNoMore(early);
  expect(early.come).toEqual([]);
  await expectStored(due);
  const beside = await another();
  const late = await house.clearOutAt(end, by);
  expectNoMore(late);
  await expectNowhere(due);
  await expectStored(beside);
  return late.come;
}

it('S12 there is something of everything that could be lost', async () => {
  const tables = new Set(
    (await storedRows(house.database, house.clock.now())).map(({ table }) => table),
  );
  expect([...tables]).toEqual(
    expect.arrayContaining([
      ...['situation_note', 'coordinated_action', 'action_link', 'attendance', 'rsvp'],
      ...['meeting_event', 'meeting_command', 'audit_record', 'audit_content'],
      ...['calendar_feed', 'calendar_mail_choice', 'invitation', 'person', 'membership'],
    ]),
  );
});

describe('S12 what is kept for a time stays until that is over, goes then, and takes nothing with it', () => {
  const lasting: [string, number, () => Promise<ForATime>][] = [
    ['what a passkey was asked to sign', CHALLENGE_LASTS_MS, () => challenge(house)],
    ['a begun sign-in', ATTEMPT_LASTS_MS, () => begunSignIn(house)],
    [
      'a sign-in link',
      LINK_LASTS_MS,
      async () => linkByMail(house, await house.emailOf('nattvandrarna')),
    ],
  ];
  it.each(lasting)('%s', async (_, lastsMs, make) => {
    const end = later(lastsMs);
    expect(await expectToGoAt(end, await make(), make)).toEqual([]);
  });

  it('a guest’s membership with every way in, which the audit tells; not what they wrote and who they were', async () => {
    const { partnershipId, meetingId, agency } = house.world;
    const [email, words] = [newAddress(), newToken()];
    const visiting = await guest(house, email);
    const command = noteAdd(house.world, agency.brandförsvaret, { text: words });
    await house.ask(`partnerships/${partnershipId}/meetings/${meetingId}/commands`, {
      cookie: visiting.cookie,
      body: { commandId: randomUUID(), command },
    });
    const end = new Date(MEETING_ENDS + PASS_LASTS_AFTER_MS);
    house.clock.set(before(end, LINK_LASTS_MS / 2));
    const link = await linkByMail(house, email);
    const [person] = await house.database.query<{ id: string }>(
      'SELECT id FROM person WHERE email = $1',
      [email],
    );

    const come = await expectToGoAt(end, visiting, () =>
      guest(house, newAddress(), new Date(end.getTime() + DAY_MS)),
    );
    await expectNowhere(link);
    expect([...seen]).toEqual(expect.arrayContaining(['guest_pass', 'membership']));
    expect(await house.tablesWith(email, words)).toEqual({
      [email]: ['person'],
      [words]: ['meeting_event', 'situation_note'],
    });
    expect(come.map(({ table }) => table)).toEqual([
      ...['audit_content', 'audit_content', 'audit_record', 'audit_record'],
    ]);
    const told = come.slice(0, 2).map(({ text }) => JSON.parse(text) as object);
    expect(told).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'session.ended', person_id: person?.id }),
        expect.objectContaining({
          kind: 'guest-pass.ended',
          detail: { personIds: [person?.id] },
        }),
      ]),
    );
  });

  it('a session that nobody uses, and not one that somebody does', async () => {
    const email = await house.emailOf('fritidsgården');
    const end = later(IDLE_END_MS);
    const idle = await sessionByLink(house, email);
    const used = await sessionByLink(house, email);
    const use = async () => {
      await house.ask('session', { cookie: used.cookie });
      return used;
    };
    expect(await expectToGoAt(end, idle, use)).toEqual([]);
  });

  it('what a calendar was told, also by a process that knows no mail server', async () => {
    const letters = house.mail.lettersTo(await house.emailOf('polisen'));
    const [first, second] = letters.map(toldBy);
    const end = new Date(MEETING_ENDS + 30 * DAY_MS + 1);
    // What is over on the way there, another guest's hour among it.
    expectNoMore(await house.clearOutAt(before(end, 2)));
    const come = await expectToGoAt(end, first!, async () => second!, house.other);
    expect(come).toEqual([]);
    // It ran out long ago; only those who invited take it back.
    expect(await house.tablesWith(invited)).toEqual({ [invited]: ['invitation'] });
  });

  /** What is stored of a letter about a meeting: by what an answer to it is known. */
  function toldBy({ from }: Email): ForATime {
    const [, token = ''] = /\+([0-9a-f]{40})@/.exec(from?.address ?? '') ?? [];
    const stored = [hashOf(token).toString('hex')];
    return { table: 'calendar_letter', stored, secret: [token] };
  }

  it('who was at a board by a process that is gone', async () => {
    const { world, server, database } = house;
    const here = await LiveClient.at(server.origin, await world.signIn('polisen'), world);
    const present = () =>
      database.query<{ id: string }>('SELECT connection_id AS id FROM presence');
    await house.until(async () => (await present()).length === 1, 'the one who is here');
    const [own] = await present();
    const { id, gone } = await enteredByAnother('kommunen');
    const heardOf = (secondsAgo: number) =>
      database.query(
        'UPDATE presence SET seen_at = now() - make_interval(secs => $2) WHERE connection_id = $1',
        [id, secondsAgo],
      );
    await heardOf(5);
    expectNoMore(await house.clearOutAt(house.clock.now()));
    await expectStored(gone);
    // Whichever process beats first, this one's own beat among them.
    await heardOf(31);
    await server.app.get(PresenceService).beat();
    await expectNowhere(gone);
    seen.add('presence');
    await expectStored({ ...gone, stored: [own!.id] });
    here.close();
    await house.until(
      async () => (await present()).length === 0,
      'the end of the one who was here',
    );
  });

  /** As when a process has died: it says no more that it lives, and takes nobody away. */
  async function enteredByAnother(name: PersonName): Promise<{ id: string; gone: ForATime }> {
    const { app } = house.server;
    const { partnershipId, person } = house.world;
    const who = { personId: person[name], opensClosed: true };
    const actor = await app.get(DirectoryService).actorIn(who, partnershipId);
    const id = newToken();
    await new PresenceService(app.get(DataSource)).enter(id, actor, house.world);
    return { id, gone: { table: 'presence', stored: [id], secret: [] } };
  }

  // Its end is by the clock of the machine, to which that of the house is moved: so it comes last.
  it('from where somebody tried to get in, and how often', async () => {
    const guessed = await guess(house, '198.51.100.77');
    const [counted] = await house.database.query<{ end: string }>(
      'SELECT expire AS end FROM attempt_count WHERE key = $1',
      guessed.stored.slice(),
    );
    const end = new Date(Number(counted?.end));
    expectNoMore(await house.clearOutAt(before(end, 2)));
    const come = await expectToGoAt(end, guessed, () => asking(house, '198.51.100.78'));
    expect(come).toEqual([]);
  });
});

describe('S12 after all that', () => {
  it('every chain of the audit is whole', async () => {
    const { chains } = await house.server.app
      .get(DataSource)
      .transaction((manager) => verifyAudit(manager, null));
    expect(chains.length).toBeGreaterThan(1);
    expect(chains.filter(({ fault }) => fault !== null)).toEqual([]);
  });

  it('something has gone from every table from which things go with time', () => {
    expect([...seen].sort()).toEqual(Object.keys(goWithTime).sort());
  });
});
