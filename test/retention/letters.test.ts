// S12: of a letter that has left, or was given up, nothing is left in the queue; those that wait are there.
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LetterRounds } from '../../src/calendar-mail/letter-rounds.js';
import { RetentionHouse } from './retention-house.js';

const QUEUE = 'graphile_worker._private_jobs';

let house: RetentionHouse;
/** Letters for the calendars of those at the table, which leave after a while. */
let waiting: string[];

beforeAll(async () => {
  house = await RetentionHouse.open({ bothSend: true });
  await house.server.app.get(LetterRounds).run();
  waiting = (await house.lettersWaiting()).map(({ about }) => about);
  await house.letLeave();
});
beforeEach(() => {
  house.mail.meets = () => 'taken';
});
afterAll(() => house.close());

const askFor = (email: string) => house.ask('sign-in/mail', { body: { email, language: 'sv' } });
const notes = () =>
  house.database.query<{ id: string; hasEnded: boolean }>(
    'SELECT job_id AS id, has_ended AS "hasEnded" FROM leaving_letter ORDER BY job_id',
  );

/** What the letters are about stands in the queue, of those that wait, and nowhere at all. */
async function expectWaiting(gone: string, ...others: string[]): Promise<void> {
  const expected = [[gone, []], ...others.map((about) => [about, [QUEUE]])];
  expect(await house.tablesWith(gone, ...others)).toEqual(Object.fromEntries(expected));
}

it('S12 a letter that has left is gone from the queue, and the others wait on', async () => {
  expect(waiting.length).toBeGreaterThan(2);
  const { gone } = await house.clearOutAt(new Date(house.clock.now().getTime() + 1));
  expect(gone).toEqual([]);
  await expectWaiting('nobody', ...waiting);

  const [due = '', ...others] = waiting;
  await house.letLeave(due);
  await house.untilLetters((left) => left.every(({ about }) => about !== due));
  await expectWaiting(due, ...others);
  expect(house.mail.letters).toHaveLength(1);
  waiting = others;
});

it('S12 a letter that was given up is gone as well, once it is', async () => {
  const email = await house.emailOf('polisen');
  const about = `sv ${email}`;
  house.mail.meets = () => ({ code: 451, says: 'later' });
  await askFor(email);
  const isBack = ({ attempts, isLeaving }: { attempts: number; isLeaving: boolean }) =>
    attempts > 0 && !isLeaving;
  await house.untilLetters((left) => left.some((one) => one.about === about && isBack(one)));
  await expectWaiting('nobody', about, ...waiting);

  house.mail.meets = () => ({ code: 550, says: 'never' });
  await house.letLeave(about);
  await house.untilLetters((left) => left.every((one) => one.about !== about));
  await expectWaiting(about, ...waiting);
});

it('S12 that a letter has left is noted until the next one leaves, and that one is leaving until it has', async () => {
  const [held, free] = [await house.emailOf('kommunen'), await house.emailOf('bostadsbolaget')];
  const heardBefore = house.mail.lettersTo(held).length;
  const before = await notes();
  expect(before.length).toBeGreaterThan(0);
  let letGo: (verdict: 'taken') => void = () => undefined;
  const isHeld = new Promise<void>((arrived) => {
    house.mail.meets = (receiver) => {
      if (receiver !== held) return 'taken';
      arrived();
      return new Promise((verdict) => (letGo = verdict));
    };
  });
  await askFor(held);
  await isHeld;
  const leaving = (await house.lettersWaiting()).find(({ isLeaving }) => isLeaving)?.id;
  // The other process takes it: the first one waits for the mail server.
  await askFor(free);
  await house.untilLetters((left) => left.every(({ about }) => !about.includes(free)));
  const after = await notes();
  expect(after).toEqual([
    { id: leaving, hasEnded: false },
    { id: expect.any(String), hasEnded: true },
  ]);
  expect(before.filter(({ id }) => after.some((one) => one.id === id))).toEqual([]);
  letGo('taken');
  await house.untilLetters((left) => left.every(({ isLeaving }) => !isLeaving));
  expect(house.mail.lettersTo(held)).toHaveLength(heardBefore + 1);
});
