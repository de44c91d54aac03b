import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { SignInMethod } from '../../../src/contract/vocabulary.js';
import { ATTEMPTS_A_MINUTE } from '../../../src/identity/attempt-limit.guard.js';
import { endVouchedSessions } from '../../../src/identity/end-access.js';
import { removeAllPasskeysOf } from '../../../src/identity/passkeys/remove-passkeys.js';
import { newId } from '../../../src/platform/ids.js';
import { readAudit } from '../../audit/audited.js';
import type { PersonName } from '../../support/meeting-world.js';
import { SoftPasskey } from '../../support/soft-authenticator.js';
import { useServer, useWorld } from '../../support/stage.js';
import { PasskeyVisit } from './passkey-visit.js';

const { database, server } = useServer();
const world = useWorld(server);

/** Passkeys are tied to a name, which the address of the net is not. */
const site = () => server.origin.replace('127.0.0.1', 'localhost');
const stranger = () => new PasskeyVisit(site());
const visit = async (person: PersonName, method?: SignInMethod) =>
  new PasskeyVisit(site(), await world.signIn(person, method));

// All tests call from one address.
beforeEach(() => database.query('DELETE FROM attempt_count'));

describe('a passkey', () => {
  it('is made by someone signed in, and signs them in elsewhere, strongly', async () => {
    const { key, outcome } = await (await visit('polisen')).add();
    expect(outcome).toBe('204');

    const elsewhere = stranger();
    expect(await elsewhere.signIn(key)).toBe('200');
    expect(await elsewhere.session()).toMatchObject({
      person: { id: world.person.polisen },
      memberships: [{ partnershipId: world.partnershipId }],
      opensClosed: true,
    });
    const { passkeys, ...rights } = await elsewhere.own();
    expect(passkeys).toMatchObject([{ name: 'Telefonen', usedAt: expect.any(String) }]);
    expect(rights).toEqual({ adding: 'possible', mayChange: true });
    const told = await readAudit(database, world.partnershipId);
    expect(told.map(({ kind, detail }) => [kind, detail.method])).toEqual([
      ['session.began', 'oidc'],
      ['passkey.added', undefined],
      ['session.began', 'passkey'],
    ]);
  });

  it('ends the session that the browser came with when it signs in', async () => {
    const invited = await world.signIn('polisen', 'invitation');
    const browser = new PasskeyVisit(site(), invited);
    const { key } = await browser.add();
    expect((await browser.session()).opensClosed).toBe(false);
    expect(await browser.signIn(key)).toBe('200');
    expect((await browser.session()).opensClosed).toBe(true);
    expect(await new PasskeyVisit(site(), invited).outcome('GET', 'session')).toBe(
      '401 not-signed-in',
    );
  });

  it('opens no more partnerships than the session that made it', async () => {
    const browser = await visit('polisen');
    await database.query(
      `UPDATE session SET partnership_ids = ARRAY['${newId()}'::uuid]
       WHERE person_id = '${world.person.polisen}'`,
    );
    const { key } = await browser.add();
    const elsewhere = stranger();
    expect(await elsewhere.signIn(key)).toBe('200');
    expect((await elsewhere.session()).memberships).toEqual([]);
    const partnership = `partnerships/${world.partnershipId}`;
    expect(await elsewhere.outcome('GET', partnership)).toBe('404 not-found');
  });

  it('that a provider’s word made goes when the provider vouches no longer', async () => {
    const browser = await visit('polisen');
    const own = world.partnershipId;
    await database.query(
      `UPDATE session SET partnership_ids = ARRAY['${own}'::uuid]
       WHERE person_id = '${world.person.polisen}'`,
    );
    const { key } = await browser.add();
    const elsewhere = stranger();
    await elsewhere.signIn(key);
    const second = (await elsewhere.add()).key;
    const invited = (await (await visit('polisen', 'invitation')).add()).key;
    await server.app
      .get(DataSource)
      .transaction((manager) =>
        endVouchedSessions(manager, { partnershipId: own, at: new Date() }, [world.person.polisen]),
      );
    expect(await elsewhere.outcome('GET', 'session')).toBe('401 not-signed-in');
    expect(await elsewhere.signIn(key)).toBe('403 passkey-refused');
    expect(await elsewhere.signIn(second)).toBe('403 passkey-refused');
    expect(await elsewhere.signIn(invited)).toBe('200');
  });

  it('opens what its owner founds', async () => {
    const founder = await visit('samordnaren', 'invitation');
    await database.query(
      'UPDATE session SET partnership_ids = ARRAY[$1::uuid] WHERE person_id = $2',
      [world.partnershipId, world.person.samordnaren],
    );
    const { key } = await founder.add();
    const agency = {
      name: 'Nya kommunen',
      shortName: 'Nya',
      abbreviation: 'Ny',
      kind: 'authority',
    };
    const facts = { name: 'Nya samverkan', municipality: 'Nyköping', timeZone: 'Europe/Stockholm' };
    expect(await founder.outcome('POST', 'partnerships', { ...facts, agency })).toBe('201');
    const elsewhere = stranger();
    expect(await elsewhere.signIn(key)).toBe('200');
    const [founded] = await database.query<{ id: string }>(
      `SELECT id FROM partnership WHERE name = 'Nya samverkan'`,
    );
    expect(await elsewhere.outcome('GET', `partnerships/${founded?.id}/directory`)).toBe('200');
  });

  it('is not for guests of one meeting', async () => {
    await database.query(
      `INSERT INTO guest_pass (partnership_id, person_id, meeting_id, ends_at)
       VALUES ('${world.partnershipId}', '${world.person.nattvandrarna}', '${world.meetingId}', now() + interval '1 hour')`,
    );
    const guest = await visit('nattvandrarna', 'invitation');
    await database.query(
      `UPDATE session SET partnership_ids = ARRAY['${world.partnershipId}'::uuid]
       WHERE person_id = '${world.person.nattvandrarna}'`,
    );
    expect((await guest.own()).adding).toBe('not-by-this-sign-in');
    expect(await guest.outcome('POST', 'passkeys/challenge', {})).toBe('403 sign-in-too-weak');
  });

  it('is added by an invitation once, also when two come at once, and by no other link', async () => {
    const invited = await visit('polisen', 'invitation');
    const made = await Promise.all(
      [1, 2].map(async () => new SoftPasskey(site()).make(await invited.wanted())),
    );
    const outcomes = await Promise.all(made.map((one) => invited.outcome('POST', 'passkeys', one)));
    expect(outcomes.sort()).toEqual(['204', '403 sign-in-too-weak']);
    expect(await invited.own()).toMatchObject({ adding: 'not-by-this-sign-in', mayChange: false });
    expect(await invited.outcome('POST', 'passkeys/challenge', {})).toBe('403 sign-in-too-weak');

    const linked = await visit('samordnaren', 'link');
    expect(await linked.outcome('POST', 'passkeys/challenge', {})).toBe('403 sign-in-too-weak');
    expect((await linked.own()).adding).toBe('not-by-this-sign-in');
    // What a stronger session was asked to make is of no use to it.
    const strong = await visit('samordnaren');
    const stolen = new SoftPasskey(site()).make(await strong.wanted());
    expect(await linked.outcome('POST', 'passkeys', stolen)).toBe('403 passkey-refused');
  });

  it('is renamed and removed by a strong sign-in of its owner alone', async () => {
    const owner = await visit('polisen');
    const { key } = await owner.add();
    const path = `passkeys/${(await owner.own()).passkeys[0]?.id}`;
    const weak = await visit('polisen', 'invitation');
    const other = await visit('samordnaren');
    for (const [browser, refusal] of [
      [weak, '403 sign-in-too-weak'],
      [other, '404 not-found'],
      [stranger(), '401 not-signed-in'],
    ] as const) {
      expect(await browser.outcome('PUT', path, { name: 'Min' })).toBe(refusal);
      expect(await browser.outcome('DELETE', path)).toBe(refusal);
    }

    expect(await owner.outcome('PUT', path, { name: ' Radiobilen ' })).toBe('204');
    expect((await owner.own()).passkeys).toMatchObject([{ name: 'Radiobilen' }]);
    const thief = stranger();
    await thief.signIn(key);
    expect(await owner.outcome('DELETE', path)).toBe('204');
    expect(await thief.outcome('GET', 'session')).toBe('401 not-signed-in');
    expect(await thief.signIn(key)).toBe('403 passkey-refused');
    expect(await owner.outcome('GET', 'session')).toBe('200');
    expect(await owner.outcome('DELETE', path)).toBe('404 not-found');
  });

  it('goes with all others when an operator says so, and takes its sessions along', async () => {
    const owner = await visit('polisen');
    const { key } = await owner.add();
    const elsewhere = stranger();
    await elsewhere.signIn(key);
    const [row] = await database.query<{ email: string }>(
      `SELECT email FROM person WHERE id = '${world.person.polisen}'`,
    );
    const remove = (email = '') =>
      removeAllPasskeysOf(server.app.get(DataSource), new Date(), email);
    expect(await remove(row?.email.toUpperCase())).toBe(1);
    expect(await remove(row?.email)).toBe(0);
    expect(await remove('ingen@example.se')).toBeNull();
    expect(await elsewhere.outcome('GET', 'session')).toBe('401 not-signed-in');
    expect(await elsewhere.signIn(key)).toBe('403 passkey-refused');
  });

  it('is one of twenty at most', async () => {
    const owner = await visit('polisen');
    await database.query(
      `INSERT INTO passkey (id, person_id, credential_id, public_key, counter, made_by, name, made_at)
       SELECT gen_random_uuid(), '${world.person.polisen}', sha256(number::text::bytea), '', 0, 'oidc', '', now()
       FROM generate_series(1, 20) AS number`,
    );
    expect((await owner.add()).outcome).toBe('403 passkey-refused');
  });

  it('does not exist at a bare address', async () => {
    const bare = new PasskeyVisit(server.origin, await world.signIn('polisen'));
    expect(await bare.read('sign-in')).toMatchObject({ passkeys: false });
    expect(await stranger().read('sign-in')).toMatchObject({ passkeys: true });
    expect((await bare.own()).adding).toBe('not-at-this-address');
    expect(await bare.outcome('POST', 'passkeys/challenge', {})).toBe('403 passkey-refused');
    expect(await bare.outcome('POST', 'sign-in/passkey/challenge', {})).toBe('403 passkey-refused');
  });

  it('is tried no oftener than any other way of signing in', async () => {
    const browser = await visit('polisen');
    const { key } = await browser.add();
    const asked = await browser.asked();
    await database.query('UPDATE attempt_count SET points = $1', [ATTEMPTS_A_MINUTE]);
    for (const [path, body] of [
      ['sign-in/passkey/challenge', {}],
      ['sign-in/passkey', key.sign(asked)],
      ['passkeys/challenge', {}],
    ] as const)
      expect(await browser.outcome('POST', path, body)).toBe('429 too-many-requests');
  });
});
