// What someone brings who is not who they say: every case is answered alike, signs nobody in, and
// leaves the owner's own way in as it was.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '../../../src/platform/clock.js';
import { CHALLENGE_LASTS_MS } from '../../../src/identity/passkeys/passkey-challenges.js';
import { handleOf } from '../../../src/identity/passkeys/person-handle.js';
import { SoftPasskey, type Lies } from '../../support/soft-authenticator.js';
import { useServer, useWorld } from '../../support/stage.js';
import { PasskeyVisit } from './passkey-visit.js';

class ShiftedClock extends Clock {
  ahead = 0;

  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }
}

const clock = new ShiftedClock();
const { database, server } = useServer({
  override: (builder) => builder.overrideProvider(Clock).useValue(clock),
});
const world = useWorld(server);
const site = () => server.origin.replace('127.0.0.1', 'localhost');
const stranger = () => new PasskeyVisit(site());
const refused = '403 passkey-refused';

let owner: PasskeyVisit;
let key: SoftPasskey;

beforeEach(async () => {
  await database.query('DELETE FROM attempt_count');
  owner = new PasskeyVisit(site(), await world.signIn('polisen'));
  ({ key } = await owner.add());
});

async function expectOwnerStillComesIn(): Promise<void> {
  key.counter += 1;
  expect(await stranger().signIn(key)).toBe('200');
}

describe('a signature', () => {
  const lies: [string, () => Lies][] = [
    ['made at another site', () => ({ origin: 'https://utsattning.example.com' })],
    ['made at another port of this machine', () => ({ origin: 'http://localhost:1' })],
    ['for another site', () => ({ site: 'example.com' })],
    ['of someone the device does not know', () => ({ verified: false })],
    ['meant for something else', () => ({ type: 'webauthn.create' })],
    ['made in a frame of another page', () => ({ crossOrigin: true })],
    ['in the name of another person', () => ({ userHandle: handleOf(world.person.samordnaren) })],
  ];
  it.each(lies)('%s is refused', async (_name, lie) => {
    const attacker = stranger();
    expect(await attacker.signIn(key, lie())).toBe(refused);
    expect(await attacker.outcome('GET', 'session')).toBe('401 not-signed-in');
    await expectOwnerStillComesIn();
  });

  it('is good once', async () => {
    const browser = stranger();
    const signed = key.sign(await browser.asked());
    expect(await browser.outcome('POST', 'sign-in/passkey', signed)).toBe('200');
    expect(await browser.outcome('POST', 'sign-in/passkey', signed)).toBe(refused);
  });

  it('signs in once, however many send it at the same time', async () => {
    const browser = stranger();
    const signed = key.sign(await browser.asked());
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => browser.outcome('POST', 'sign-in/passkey', signed)),
    );
    expect(outcomes.sort()).toEqual(['200', ...Array<string>(7).fill(refused)]);
  });

  it('is good in the browser that asked for it alone', async () => {
    const [victim, attacker] = [stranger(), stranger()];
    const signed = key.sign(await victim.asked());
    await attacker.asked();
    expect(await attacker.outcome('POST', 'sign-in/passkey', signed)).toBe(refused);
    expect(await stranger().outcome('POST', 'sign-in/passkey', signed)).toBe(refused);
    await expectOwnerStillComesIn();
  });

  it('of what was asked for another end is refused', async () => {
    const { challenge, rp } = await owner.wanted();
    await owner.asked();
    const asked = { challenge, rpId: rp.id, timeout: 0, userVerification: 'required' } as const;
    expect(await owner.outcome('POST', 'sign-in/passkey', key.sign(asked))).toBe(refused);
  });

  it('of what nobody asked for is refused', async () => {
    const browser = stranger();
    const asked = await browser.asked();
    const own = key.sign({ ...asked, challenge: 'A'.repeat(43) });
    expect(await browser.outcome('POST', 'sign-in/passkey', own)).toBe(refused);
  });

  it('that comes too late is refused', async () => {
    const browser = stranger();
    const signed = key.sign(await browser.asked());
    clock.ahead = CHALLENGE_LASTS_MS + 1;
    expect(await browser.outcome('POST', 'sign-in/passkey', signed)).toBe(refused);
    clock.ahead = 0;
    await expectOwnerStillComesIn();
  });

  it('by a key that nobody has added, or by another’s, is refused', async () => {
    const own = new SoftPasskey(site());
    const handle = { userHandle: handleOf(world.person.polisen) };
    expect(await stranger().signIn(own, handle)).toBe(refused);
    const browser = stranger();
    const forged = { ...own.sign(await browser.asked()), id: key.id };
    const asOwner = { ...forged, ...handle };
    expect(await browser.outcome('POST', 'sign-in/passkey', asOwner)).toBe(refused);
    await expectOwnerStillComesIn();
  });

  it('that was changed on its way is refused', async () => {
    const browser = stranger();
    const signed = key.sign(await browser.asked());
    const data = Buffer.from(signed.authenticatorData, 'base64url');
    data.writeUInt32BE(7, 33);
    const changed = { ...signed, authenticatorData: data.toString('base64url') };
    expect(await browser.outcome('POST', 'sign-in/passkey', changed)).toBe(refused);
  });

  it('of a copied key is refused once its count does not rise', async () => {
    expect(await stranger().signIn(key, { counter: 5 })).toBe('200');
    expect(await stranger().signIn(key, { counter: 5 })).toBe(refused);
    expect(await stranger().signIn(key, { counter: 0 })).toBe(refused);
    expect(await stranger().signIn(key, { counter: 6 })).toBe('200');
  });

  it.each([
    ['no JSON', 'AAAA'],
    ['a list', Buffer.from('[]').toString('base64url')],
  ])('whose words are %s is refused', async (_name, clientDataJSON) => {
    const browser = stranger();
    const signed = { ...key.sign(await browser.asked()), clientDataJSON };
    expect(await browser.outcome('POST', 'sign-in/passkey', signed)).toBe(refused);
  });

  it('with more or less in it than there must be fits no contract', async () => {
    const browser = stranger();
    const signed = key.sign(await browser.asked());
    for (const body of [
      { ...signed, rawId: signed.id },
      { ...signed, userHandle: undefined },
      { ...signed, signature: 'a+b' },
      { ...signed, authenticatorData: 'A'.repeat(2_001) },
    ])
      expect(await browser.outcome('POST', 'sign-in/passkey', body)).toBe('400 invalid-input');
  });
});

describe('a new key', () => {
  const lies: [string, Lies][] = [
    ['made at another site', { origin: 'https://utsattning.example.com' }],
    ['for another site', { site: 'example.com' }],
    ['of someone the device does not know', { verified: false }],
    ['that is a signature', { type: 'webauthn.get' }],
    ['made in a frame of another page', { crossOrigin: true }],
    [
      'with certificates to be looked up',
      {
        attestation: {
          fmt: 'packed',
          attStmt: new Map<string, unknown>([
            ['alg', -7],
            ['sig', new Uint8Array(70)],
            ['x5c', [new Uint8Array(200)]],
          ]),
        },
      },
    ],
  ];
  it.each(lies)('%s is refused', async (_name, lie) => {
    expect((await owner.add(lie)).outcome).toBe(refused);
    expect((await owner.own()).passkeys).toHaveLength(1);
  });

  it('is good once, and only for the session that was asked', async () => {
    const another = new SoftPasskey(site());
    const made = another.make(await owner.wanted());
    const elsewhere = new PasskeyVisit(site(), await world.signIn('polisen'));
    expect(await elsewhere.outcome('POST', 'passkeys', made)).toBe(refused);
    expect(await owner.outcome('POST', 'passkeys', made)).toBe(refused);
    const again = another.make(await owner.wanted());
    expect(await owner.outcome('POST', 'passkeys', again)).toBe('204');
    expect(await owner.outcome('POST', 'passkeys', again)).toBe(refused);
  });

  it('that someone has already is nobody else’s', async () => {
    const other = new PasskeyVisit(site(), await world.signIn('samordnaren'));
    const stolen = key.make(await other.wanted());
    expect(await other.outcome('POST', 'passkeys', stolen)).toBe(refused);
    expect((await other.own()).passkeys).toEqual([]);
  });
});
