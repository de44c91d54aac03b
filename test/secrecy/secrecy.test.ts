// S1 and S2: what is closed reaches nobody else by any way there is, and nobody can tell that anything is.
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Audience } from '../../src/contract/audience.js';
import { AgencyRow } from '../../src/directory/rows/agency-row.js';
import { DAY_MS } from '../../src/domain/schedule/calendar-day.js';
import { AgencyReportRow } from '../../src/preparation/rows/agency-report-row.js';
import { eventually } from '../support/live-client.js';
import type { AgencyName, PersonName, World } from '../support/meeting-world.js';
import { tried, tries, within } from '../support/proof.js';
import { seeded, type Chance } from '../support/seeded.js';
import { newToken } from '../support/token.js';
import { Eavesdropper } from './eavesdropper.js';
import { holdEvening, type Evening, type Programme, type Seat } from './evening.js';
import { House } from './house.js';
import { actInSecret, leaksIn, moveInSecret } from './in-secret.js';
import { allLettersAbout, lettersAbout, lettersOf, moveMeeting } from './letters.js';
import { Onlooker, type Fetched, type Heard, type Reader } from './onlooker.js';
import { headcount, meddlingWith } from './outside.js';

const PAIRS = tries(20, { S2: 1_000 });
/** Much of an evening is waiting to be told. The first so many are searched through, which takes longest. */
const PAIRS_AT_ONCE = 4;
const outsiders: PersonName[] = ['nattvandrarna', 'bostadsbolaget', 'fritidsgården'];
/** Those who would hear it, had they not come by a link. */
const byLink: PersonName[] = ['polisen', 'brandförsvaret'];

/** What is told to nobody in particular. */
type Aside = Record<'notified' | 'log' | 'mail' | 'reminders' | 'invitations', string>;
type Captured = Heard & Fetched & Aside;

let house: House;

beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());

/** What the police keep to some, and whom they keep it from though they are at the table. */
const closed: {
  audienceIn: (world: World) => Audience;
  from: PersonName[];
  /** Where it is moved, once it was written. */
  movedTo?: (world: World) => Audience;
}[] = [
  {
    audienceIn: ({ agency }) => ({
      kind: 'agencies',
      agencyIds: [agency.polisen, agency.brandförsvaret].sort(),
    }),
    from: [...outsiders, 'samordnaren', 'chefen', 'kommunen'],
  },
  {
    audienceIn: () => ({ kind: 'authorities' }),
    from: outsiders,
    movedTo: ({ agency }) => ({
      kind: 'agencies',
      agencyIds: [agency.polisen, agency.kommunen].sort(),
    }),
  },
];

/** Somebody, and what they must not have heard of. */
interface Outsider {
  readonly reader: Reader;
  readonly name: string;
  readonly sought: string[];
}

describe('what is closed', () => {
  it('A3 A10 P2 reaches nobody else by any way, kept to authorities or to two agencies', async () => {
    const world = await house.worldLedByPolice();
    const administrator = await house.administratorOf(world, 'Administratören');
    await moveMeeting(house, world);
    const eavesdropper = await Eavesdropper.at(house.database);
    const insider = (await house.comeTo(world, 'polisen')).client;
    const guests = await Promise.all([
      ...closed[0]!.from.map(async (name) => [name, await house.comeTo(world, name)] as const),
      ...byLink.map(async (name) => ['link', await house.comeTo(world, name, 'link')] as const),
    ]);
    const people = new Set([...closed[0]!.from, ...byLink, 'polisen']).size;
    for (const [, { client }] of guests)
      await eventually(() => headcount(client) === people, 'everyone');
    const everyone: Outsider[] = [
      ...guests.map(([name, reader]) => ({ name, reader, sought: [] })),
      { name: 'administrator', reader: administrator, sought: [] },
    ];

    const secrets: string[] = [];
    for (const { audienceIn, from, movedTo } of closed) {
      const isKeptFrom = ({ name }: Outsider) =>
        from.some((one) => one === name) || ['link', 'administrator'].includes(name);
      const kept = everyone.filter(isKeptFrom);
      const clients = kept.flatMap(({ reader }) =>
        reader instanceof Onlooker ? [reader.client] : [],
      );
      const heardBefore = clients.map(({ heard }) => heard.length);
      const secret = await actInSecret(insider, world, audienceIn(world));
      if (movedTo) await moveInSecret(insider, secret, audienceIn(world), movedTo(world));
      const { tokens, itemId, noteId, actionId } = secret;
      expect(tokens).toHaveLength(8);
      secrets.push(...tokens, itemId, noteId, actionId);
      for (const { reader, sought } of kept) {
        sought.push(...tokens, itemId, noteId, actionId);
        for (const command of meddlingWith(noteId, actionId, world)) await reader.tryOut(command);
      }
      for (const { socket } of clients)
        await socket.emitWithAck('editing', { meetingId: world.meetingId, entryId: noteId });
      // Longer than it takes to tell presence, so that what would be told has been.
      await pause(400);
      // Nothing at all was heard: no event, no mark of someone writing, no presence told again.
      expect(clients.map(({ heard }, index) => heard.slice(heardBefore[index]))).toEqual(
        clients.map(() => []),
      );
    }

    const mailed = {
      mail: await lettersOf(house, world),
      // Before they answer, after which nobody has to remind them.
      ...(await lettersAbout(house, world, house.observer)),
    };
    const refused = /"code":"[a-z-]+"/g;
    for (const { reader, sought } of everyone) {
      if (reader instanceof Onlooker) {
        const captured = await reader.capture();
        expect(leaksIn(sought, captured)).toEqual([]);
        expect(new Set(captured.acks.match(refused))).toEqual(new Set(['"code":"not-found"']));
      } else expect(leaksIn(sought, { bodies: await reader.bodies() })).toEqual([]);
      const fetched = await reader.fetchAll(sought.slice(-3));
      expect(leaksIn(sought, fetched)).toEqual([]);
      expect(fetched.errors).toMatch(refused);
    }
    const aside: Aside = { ...mailed, notified: eavesdropper.heard, log: house.server.output() };
    expect(aside.notified).toMatch(/^meeting_event /m);
    expect(aside.notified).toMatch(/^presence /m);
    expect(leaksIn(secrets, aside)).toEqual([]);
    expect(insider.digest).toBe(await insider.serverDigest());

    await eavesdropper.leave();
    for (const client of [insider, ...guests.map(([, one]) => one.client)]) client.close();
  });

  it('is looked for where it could be: what is planted is found in each of those ways', async () => {
    const world = await house.worldLedByPolice();
    const name = newToken();
    const administrator = await house.administratorOf(world, name);
    const eavesdropper = await Eavesdropper.at(house.database);
    const insider = await house.comeTo(world, 'polisen');
    const guest = await house.comeTo(world, 'samordnaren');
    const { tokens, noteId } = await actInSecret(insider.client, world, { kind: 'table' });
    const [planted = ''] = tokens;
    await plant(world, planted, noteId);
    // The answer to an outdated edit holds the entry as it is now.
    for (const command of meddlingWith(noteId, noteId, world)) await insider.tryOut(command);
    await insider.fetchAll([]);
    await eventually(() => eavesdropper.heard.includes(planted), 'what was planted');
    await eventually(() => house.server.output().includes(planted), 'what was planted in the log');

    const { acks } = await insider.capture();
    const { errors } = await insider.fetchAll([]);
    // Looking behind doors that are shut to everyone would prove little.
    const opening = (await house.doors(world, '')).filter(({ opens }) =>
      opens.includes('coordinator'),
    );
    const answers = await Promise.all(opening.map(({ path }) => guest.ask(path)));
    expect(answers.filter((answer) => !answer.startsWith('{"status":200,'))).toEqual([]);
    const { exports, audit } = await administrator.fetchAll([]);
    const captured: Captured = {
      ...(await guest.capture()),
      ...(await guest.fetchAll([])),
      ...{ acks, errors, exports, audit },
      notified: eavesdropper.heard,
      mail: await lettersOf(house, world, planted),
      ...(await lettersAbout(house, world, house.observer)),
      log: house.server.output(),
    };

    const found = leaksIn([planted, name, noteId], captured).join('\n');
    const missed = Object.keys(captured).filter((channel) => !found.includes(`${channel}: `));
    expect(missed).toEqual([]);
    console.info(
      `S1: ${Object.keys(captured).length} channels, a leak planted in each was seen; ${opening.length} doors to read`,
    );
    await eavesdropper.leave();
    for (const { client } of [insider, guest]) client.close();
  });

  it(
    `A3 A10 F1 H2 cannot be told from nothing: ${PAIRS} pairs of evenings, with and without it, look the same`,
    async () => {
      await seeded(async (chance) => {
        for (let first = 0; first < PAIRS; first += PAIRS_AT_ONCE) {
          const startsAt = new Date(Date.now() + DAY_MS);
          const evenings = await Promise.all(
            Array.from({ length: Math.min(PAIRS_AT_ONCE, PAIRS - first) }, (_, index) => {
              const steps = Array.from({ length: 5 }, () => chance.below(4));
              // Drawn beforehand, so that it makes no difference who is quicker.
              const secrets = steps.map(() => secretly(chance));
              const seat = seats[(first + index) % seats.length] ?? seats[0];
              const programme = { steps, seat, startsAt, isSearched: first === 0 };
              return Promise.all([
                holdEvening(house, { ...programme, between: () => undefined }),
                holdEvening(house, {
                  ...programme,
                  between: (at, ...who) => secrets[at]?.(at, ...who),
                }),
              ]);
            }),
          );
          const told = first === 0 ? await allTold(evenings.flat()) : evenings.flat().map(toldOf);
          for (let pair = 0; pair < told.length; pair += 2)
            expect(told[pair + 1]).toEqual(told[pair]);
          // Nobody is to be reminded of these any more.
          const over = new Date(0);
          await Promise.all(evenings.flat().map(({ world }) => moveMeeting(house, world, over)));
        }
        tried('S2', PAIRS);
      });
    },
    within(240_000),
  );

  it('would be told from nothing if it got out by any of these ways', async () => {
    const startsAt = new Date(Date.now() + DAY_MS);
    const programme = { steps: [2], seat: seats[0], startsAt, isSearched: true };
    const evenings = await Promise.all([
      holdEvening(house, { ...programme, between: () => undefined }),
      holdEvening(house, {
        ...programme,
        between: (_, insider, world) => actInSecret(insider, world, { kind: 'table' }),
        atLast: async (world, { noteId }) => {
          await plant(world, newToken(), noteId);
          await house.database.query(
            `INSERT INTO rsvp (partnership_id, meeting_id, person_id, answer, answered_at, for_start)
             SELECT partnership_id, id, person_id, 'comes', now(), starts_at
             FROM meeting JOIN membership USING (partnership_id)
             WHERE id = $1 AND agency_id = $2 AND role = 'administrator'`,
            // One sees who comes of one's own agency.
            [world.meetingId, world.agency.nattvandrarna],
          );
          // Somebody came in once more, as the audit tells.
          await world.signIn('polisen');
        },
      }),
    ]);
    const [quiet, loud] = await allTold(evenings);
    const ways = Object.keys(quiet ?? {});
    const alike = ways.filter((way) => isDeepStrictEqual(quiet?.[way], loud?.[way]));
    // What is not theirs to ask for.
    expect(alike.sort()).toEqual(
      [
        ...['administrator: calendars', 'administrator: errors', 'administrator: reports'],
        ...['administrator: rsvps', 'onlooker: audit', 'onlooker: exports'],
      ].sort(),
    );
    console.info(
      `S2: ${PAIRS} pairs, ${PAIRS_AT_ONCE} of them compared by ${ways.length - alike.length} ways`,
    );
  });
});

/**
 * Puts what shall be found where no text of the board comes, in each place for real. Where there
 * are only ids, an agency bears that of the note.
 */
async function plant(world: World, text: string, noteId: string): Promise<void> {
  const { partnershipId, meetingId } = world;
  await house.database.query('UPDATE meeting SET title = $1, venue = $1 WHERE id = $2', [
    text,
    meetingId,
  ]);
  await house.database.query('UPDATE person SET name = $1 WHERE id = $2', [
    text,
    world.person.polisen,
  ]);
  const { manager } = house.observer.app.get(DataSource);
  const facts = { name: newToken(), shortName: 'Ny', abbreviation: 'Ny', kind: 'company' } as const;
  await manager.insert(AgencyRow, { partnershipId, id: noteId, ...facts, position: 9 });
  await manager.insert(AgencyReportRow, {
    partnershipId,
    meetingId,
    agencyId: noteId,
    answer: 'filed',
    answeredAt: new Date(),
  });
  await moveMeeting(house, world);
  await house.database.query("SELECT pg_notify('presence', $1)", [text]);
  // Nobody does such a job, and the server says so.
  await house.database.query(
    `SELECT graphile_worker.add_job('letter', json_build_object('kind', $1::text, 'about', ''),
       max_attempts := 1)`,
    [text],
  );
}

/** Something closed between two open steps, seen by the police and those they let in. */
function secretly(chance: Chance): Programme['between'] {
  const other = chance.pick<AgencyName>(['kommunen', 'brandförsvaret']);
  const isForAuthorities = chance.below(2) === 0;
  const isMoved = chance.below(2) === 0;
  return async (_at, insider, world) => {
    const agencyIds = [world.agency.polisen, world.agency[other]].sort();
    const audiences: Audience[] = [{ kind: 'agencies', agencyIds }, { kind: 'authorities' }];
    if (isForAuthorities) audiences.reverse();
    const [audience, next] = audiences as [Audience, Audience];
    const secret = await actInSecret(insider, world, audience);
    if (isMoved) await moveInSecret(insider, secret, audience, next);
    return secret;
  };
}

const seats: [Seat, ...Seat[]] = [
  ['nattvandrarna', 'oidc'],
  ['brandförsvaret', 'link'],
];

const toldOf = ({ told }: Evening) => told;

/** What was told of each evening, and all that was mailed about it afterwards. */
async function allTold(evenings: readonly Evening[]): Promise<Evening['told'][]> {
  const worlds = evenings.map(({ world }) => world);
  const letters = await allLettersAbout(house, worlds, outsiders, house.observer);
  return evenings.map(({ told }, index) => ({ ...told, letters: letters[index] }));
}
