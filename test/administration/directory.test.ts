import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  AdministeredAgency,
  AdministeredAgreement,
  AdministeredPerson,
  AdministeredPlace,
  PartnershipFacts,
} from '../../src/contract/administration.js';
import { Partnership } from '../../src/contract/directory.js';
import type { ImportPreview } from '../../src/contract/lists.js';
import { Session } from '../../src/contract/session.js';
import { actionPropose, noteAdd, version } from '../support/commands.js';
import { eventually, LiveClient } from '../support/live-client.js';
import type { PersonName, World } from '../support/meeting-world.js';
import { useServer } from '../support/stage.js';
import { AdministeredWorld, done, expectProblem, newAddress } from './administered-world.js';

const UNKNOWN = '7f2a6f0e-5f0c-4a6e-9d69-5d7f5e8f0a11';
const ISSUER = 'https://login.example.se';
const clients: LiveClient[] = [];
const { database, server } = useServer({
  environment: {
    OIDC_PROVIDERS: JSON.stringify([
      {
        id: 'konto',
        label: 'kontot',
        issuer: ISSUER,
        clientId: 'utsattning',
        agencyClaim: 'org',
      },
    ]),
  },
});
let at: AdministeredWorld;
let world: World;

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
beforeEach(async () => {
  at = await AdministeredWorld.on(server);
  world = at.world;
});

const agencyOf = (fields: Partial<AdministeredAgency> = {}) => ({
  name: 'Väktarna AB',
  shortName: 'Väktarna',
  abbreviation: 'Vä',
  kind: 'company' as const,
  signIn: [],
  ...fields,
});
const addAgency = (fields: Partial<AdministeredAgency> = {}) =>
  done<AdministeredAgency>(at.send('POST', 'agencies', { body: agencyOf(fields) }));
const editOf = ({ id: _, version: _version, ...edit }: AdministeredAgency) => edit;

async function retire(agencyId: string): Promise<void> {
  const agency = (await at.directory()).agencies.find(({ id }) => id === agencyId);
  if (!agency) throw new Error('No such agency.');
  const body = { ...editOf(agency), isRetired: true };
  await done(at.send('PUT', `agencies/${agencyId}`, { ifMatch: agency.version, body }));
}

async function join(person: PersonName): Promise<LiveClient> {
  const client = await LiveClient.at(server.origin, await at.cookieOf(person), world);
  clients.push(client);
  return client;
}

describe('who may look after the directory', () => {
  it.each(['polisen', 'chefen'] as const)('is not %s, for whom it is not there', async (by) => {
    const place = { name: 'Hamnen', kind: 'area' };
    await expectProblem(at.send('GET', 'directory', { by }), 'not-found');
    await expectProblem(at.send('POST', 'places', { by, body: place }), 'not-found');
    await expectProblem(at.send('DELETE', `people/${world.person.polisen}`, { by }), 'not-found');
    expect((await at.directory()).people).toHaveLength(8);
  });

  it('is an administrator, for whom there are no meetings, boards, actions or series', async () => {
    await done(at.change('chefen', { role: 'administrator' }));
    const by = 'chefen' as const;
    expect((await at.send('GET', 'directory', { by })).status).toBe(200);
    expect((await at.send('GET', '', { by })).status).toBe(200);
    for (const path of [
      'meetings',
      `meetings/${world.meetingId}/board`,
      'actions',
      'series',
      `series/${world.seriesId}`,
      'calendar?from=2026-01-01&to=2026-02-01',
    ])
      await expectProblem(at.send('GET', path, { by }), 'not-found');
    const note = { commandId: UNKNOWN, command: noteAdd(world, world.agency.kommunen) };
    await expectProblem(
      at.send('POST', `meetings/${world.meetingId}/commands`, { by, body: note }),
      'not-found',
    );
    await expect(join('chefen')).rejects.toThrow('join: not-found');
  });

  it('must remain somebody', async () => {
    const own = `people/${world.person.samordnaren}`;
    await expectProblem(at.send('DELETE', own), 'last-administrator');
    await done(at.change('chefen', { role: 'administrator' }));
    expect((await at.send('DELETE', own)).status).toBe(204);
  });

  it('does not raise themselves, nor what their own agency hears', async () => {
    await done(at.change('chefen', { role: 'administrator' }));
    const { agency } = world;
    await expectProblem(at.change('samordnaren', { agencyId: agency.polisen }), 'not-allowed');
    await expectProblem(at.change('samordnaren', { role: 'administrator' }), 'not-allowed');
    const own = (await at.directory()).agencies.find(({ id }) => id === agency.kommunen)!;
    const { id, version, ...edit } = own;
    const body = { ...edit, kind: 'company' };
    await expectProblem(
      at.send('PUT', `agencies/${id}`, { body, ifMatch: version }),
      'not-allowed',
    );
    const csv = ['namn;e-post;aktör;roll;ersättare'];
    const { name, email } = await at.member('samordnaren');
    csv.push(`${name};${email};polisen;samordnare;nej`);
    const list = { kind: 'people', csv: csv.join('\n') };
    const { basis } = await done<ImportPreview>(at.send('POST', 'imports/preview', { body: list }));
    const report = await done<ImportPreview>(
      at.send('POST', 'imports', { body: { ...list, basis } }),
    );
    expect(report.refused).toEqual([{ line: 2, reason: 'oneself' }]);
    expect((await at.member('samordnaren')).agencyId).toBe(agency.kommunen);
  });

  it('takes along the invitations they have sent, once they may invite no more', async () => {
    await done(at.change('polisen', { role: 'coordinator' }));
    const invited = (by: PersonName) =>
      database.query<{ invited_by: string }>(
        `INSERT INTO invitation (partnership_id, id, agency_id, role, name, email, invited_by,
           created_at, expires_at, mail_state)
         VALUES ($1, gen_random_uuid(), $2, 'attendee', 'Ny', $3, $4, now(), now() + interval '1 day',
           'sent')`,
        [world.partnershipId, world.agency.polisen, newAddress(), world.person[by]],
      );
    await invited('polisen');
    await invited('samordnaren');
    await done(at.change('polisen', { role: 'attendee' }));
    const left = await database.query(
      'SELECT invited_by AS "by" FROM invitation WHERE partnership_id = $1',
      [world.partnershipId],
    );
    expect(left).toEqual([{ by: world.person.samordnaren }]);
  });

  it('remains somebody when the last two leave at the same time', async () => {
    await done(at.change('chefen', { role: 'administrator' }));
    const leaving = (['samordnaren', 'chefen'] as const).map((by) =>
      at.send('DELETE', `people/${world.person[by]}`, { by }),
    );
    const answers = await Promise.all(leaving);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });
});

describe('an edit', () => {
  it('names the version it is based on, and is told what is there instead', async () => {
    const agency = await addAgency();
    const path = `agencies/${agency.id}`;
    const renamed = { ...editOf(agency), name: 'Väktarna i Ösmo' };
    await expectProblem(at.send('PUT', path, { body: renamed }), 'version-required');
    const saved = await done<AdministeredAgency>(
      at.send('PUT', path, { body: renamed, ifMatch: agency.version }),
    );
    expect(saved).toEqual({ ...agency, name: 'Väktarna i Ösmo', version: 2 });
    const late = { ...editOf(agency), name: 'Väktarna i Sorunda' };
    const { current } = await expectProblem(
      at.send('PUT', path, { body: late, ifMatch: agency.version }),
      'stale',
    );
    expect(current).toEqual(saved);
  });

  it('changes the facts of the partnership', async () => {
    const { partnership } = await at.directory();
    const body = { name: 'Samverkan Ösmo', municipality: 'Ösmo', timeZone: 'Europe/Helsinki' };
    const saved = await done<PartnershipFacts>(at.send('PUT', '', { body, ifMatch: 1 }));
    const { id, initialAudiences } = partnership;
    expect(saved).toEqual({ ...body, id, initialAudiences, version: 2 });
    await expectProblem(at.send('PUT', '', { body, ifMatch: 1 }), 'stale');
  });

  it('finds nothing that belongs to another partnership', async () => {
    const other = await AdministeredWorld.on(server);
    const [agency] = (await other.directory()).agencies;
    const body = agencyOf({ isRetired: false });
    const path = `agencies/${agency?.id}`;
    await expectProblem(at.send('PUT', path, { body, ifMatch: 1 }), 'not-found');
    await expectProblem(
      at.send('PUT', `people/${other.world.person.polisen}`, {
        body: { name: 'a', agencyId: world.agency.polisen, role: 'attendee', isDeputy: false },
        ifMatch: 1,
      }),
      'not-found',
    );
  });
});

describe('an agency', () => {
  it('has a name of its own, and stands last at first', async () => {
    const agency = await addAgency({ kind: 'association' });
    expect((await at.directory()).agencies.at(-1)).toEqual(agency);
    await expectProblem(at.send('POST', 'agencies', { body: agencyOf() }), 'taken');
    await expectProblem(
      at.send('POST', 'agencies', { body: agencyOf({ abbreviation: 'V' }) }),
      'invalid-input',
    );
  });

  it('stands where it is put', async () => {
    const { agencies } = await at.directory();
    const ids = agencies.map(({ id }) => id).reverse();
    expect((await at.send('PUT', 'agencies/order', { body: { ids } })).status).toBe(204);
    expect((await at.directory()).agencies.map(({ id }) => id)).toEqual(ids);
    const fewer = { ids: ids.slice(1) };
    await expectProblem(at.send('PUT', 'agencies/order', { body: fewer }), 'stale');
    const twice = { ids: [ids[0], ...ids.slice(0, -1)] };
    await expectProblem(at.send('PUT', 'agencies/order', { body: twice }), 'stale');
  });

  it('is bound to providers of the installation, and to each by a value of its own', async () => {
    const signIn = [{ issuer: ISSUER, value: 'väktarna' }];
    expect((await addAgency({ signIn })).signIn).toEqual(signIn);
    const second = agencyOf({ name: 'Andra', signIn });
    await expectProblem(at.send('POST', 'agencies', { body: second }), 'taken');
    const foreign = { name: 'Tredje', signIn: [{ issuer: 'https://evil.example', value: 'x' }] };
    const body = agencyOf(foreign);
    await expectProblem(at.send('POST', 'agencies', { body }), 'unknown-reference');
  });

  it('keeps the value its people are known by while nobody else who administers has a way in', async () => {
    const municipality = async () => {
      const { agencies } = await at.directory();
      const found = agencies.find(({ id }) => id === world.agency.kommunen);
      if (!found) throw new Error('No such agency.');
      return found;
    };
    const bind = async (...values: string[]) => {
      const agency = await municipality();
      const signIn = values.map((value) => ({ issuer: ISSUER, value: value + agency.id }));
      const body = { ...editOf(agency), signIn };
      return at.send('PUT', `agencies/${agency.id}`, { ifMatch: agency.version, body });
    };
    expect((await bind('kommunen')).status).toBe(200);
    for (const values of [[], ['komunen']])
      await expectProblem(bind(...values), 'last-administrator');
    expect(await municipality()).toMatchObject({
      signIn: [{ value: `kommunen${world.agency.kommunen}` }],
    });
    // What has let someone in stays beside what is new.
    expect((await bind('kommunen', 'nya')).status).toBe(200);
    expect((await bind('nya')).status).toBe(200);
  });

  it('that is retired ends the access of its people at once, and keeps what it wrote', async () => {
    const police = await join('polisen');
    const volunteer = await join('nattvandrarna');
    await volunteer.persist(noteAdd(world, world.agency.nattvandrarna, { text: 'lugnt' }));
    const gone = new Promise((resolve) => volunteer.socket.once('disconnect', resolve));

    await retire(world.agency.nattvandrarna);

    expect(await gone).toBe('io server disconnect');
    await expectProblem(at.send('GET', '', { by: 'nattvandrarna' }), 'not-signed-in');
    expect((await at.directory()).people.map(({ id }) => id)).not.toContain(
      world.person.nattvandrarna,
    );
    const partnership = Partnership.parse(await (await at.send('GET', '')).json());
    const agency = partnership.agencies.find(({ id }) => id === world.agency.nattvandrarna);
    expect(agency).toMatchObject({ shortName: 'nattvandrarna', isRetired: true });
    await eventually(() => police.replica.joined, 'the police at the table again');
    expect([...police.replica.board.notes.values()]).toMatchObject([{ text: 'lugnt' }]);
  });

  it('that is retired is named in nothing new, and stays in what names it already', async () => {
    const police = await join('polisen');
    const support = { supportingAgencyIds: [world.agency.nattvandrarna] };
    const {
      type: _,
      audience: _audience,
      noteId: _noteId,
      ...fields
    } = actionPropose(world, world.agency.polisen, support);
    const { entryId } = await police.persist(actionPropose(world, world.agency.polisen, support));
    await retire(world.agency.nattvandrarna);
    const { places } = await at.directory();
    const place = places.find(({ id }) => id === world.place.stationen);
    const body = { name: 'stationen', kind: 'station', isRetired: true };
    await done(at.send('PUT', `places/${place?.id}`, { body, ifMatch: 1 }));
    await eventually(() => police.replica.joined, 'the police at the table again');

    const edit = { ...fields, actionId: entryId ?? '', basedOn: version(1), what: 'Närvaro' };
    await police.persist({ type: 'action.edit', ...edit });
    const refused = { ok: false, problem: { code: 'unknown-reference' } };
    expect(await police.send(noteAdd(world, world.agency.polisen))).toMatchObject(refused);
    const audience = {
      kind: 'agencies' as const,
      agencyIds: [world.agency.polisen, world.agency.nattvandrarna].sort(),
    };
    expect(
      await police.send(
        noteAdd(world, world.agency.polisen, { audience, placeId: world.place['väg 225'] }),
      ),
    ).toMatchObject(refused);
  });

  it('can be taken back, without the people it had', async () => {
    await retire(world.agency.nattvandrarna);
    const { agencies } = await at.directory();
    const agency = agencies.find(({ id }) => id === world.agency.nattvandrarna);
    const body = { ...editOf(agency!), isRetired: false };
    const back = await done<AdministeredAgency>(
      at.send('PUT', `agencies/${agency?.id}`, { body, ifMatch: agency!.version }),
    );
    expect(back.isRetired).toBe(false);
    await expectProblem(at.send('GET', '', { by: 'nattvandrarna' }), 'not-found');
  });
});

describe('a person', () => {
  const personOf = (fields: Partial<AdministeredPerson> = {}) => ({
    name: 'Vera',
    email: newAddress(),
    agencyId: world.agency.polisen,
    role: 'attendee' as const,
    isDeputy: true,
    ...fields,
  });
  const add = (fields: Partial<AdministeredPerson> = {}) =>
    done<AdministeredPerson>(at.send('POST', 'people', { body: personOf(fields) }));

  it('is added once, by an address in any case', async () => {
    const email = newAddress();
    const person = await add({ email: email.toUpperCase() });
    expect(person).toMatchObject({ email, name: 'Vera', isDeputy: true, version: 1 });
    expect((await at.directory()).people).toContainEqual(person);
    await expectProblem(at.send('POST', 'people', { body: personOf({ email }) }), 'taken');
    const agencyId = UNKNOWN;
    const body = personOf({ agencyId });
    await expectProblem(at.send('POST', 'people', { body }), 'unknown-reference');
  });

  it('who is known elsewhere keeps the name they have there', async () => {
    const other = await AdministeredWorld.on(server);
    const { email } = await other.member('polisen');
    const person = await add({ email, name: 'En annan' });
    expect(person).toMatchObject({ name: 'polisen', isElsewhere: true });
    const { name: _, email: _email, ...rest } = personOf();
    await expectProblem(
      at.send('PUT', `people/${person.id}`, { body: { ...rest, name: 'Ny' }, ifMatch: 1 }),
      'not-allowed',
    );
  });

  it('who leaves is out at once, but still signed in where else they are a member', async () => {
    const other = await AdministeredWorld.on(server);
    const { email } = await at.member('polisen');
    const agencyId = other.world.agency.polisen;
    await done(other.send('POST', 'people', { body: personOf({ email, agencyId }) }));
    const police = await join('polisen');

    await at.send('DELETE', `people/${world.person.polisen}`);

    await eventually(() => !police.replica.joined, 'the way out');
    await expectProblem(at.send('GET', '', { by: 'polisen' }), 'not-found');
    const session = await fetch(`${server.origin}/api/v1/session`, {
      headers: { cookie: await at.cookieOf('polisen') },
    });
    const { memberships } = Session.parse(await session.json());
    expect(memberships.map(({ partnershipId }) => partnershipId)).toEqual([
      other.world.partnershipId,
    ]);
  });

  it('who comes back for another agency is not let in by a word that was given for the first', async () => {
    const other = await AdministeredWorld.on(server);
    const { email } = await at.member('polisen');
    const elsewhere = { email, agencyId: other.world.agency.polisen };
    await done(other.send('POST', 'people', { body: personOf(elsewhere) }));
    await at.cookieOf('polisen');
    await database.query(
      `UPDATE session SET method = 'oidc', partnership_ids = ARRAY[$1::uuid, $2] WHERE person_id = $3`,
      [world.partnershipId, other.world.partnershipId, world.person.polisen],
    );
    await at.send('DELETE', `people/${world.person.polisen}`);
    const agencyId = world.agency.kommunen;
    await done(at.send('POST', 'people', { body: personOf({ email, agencyId }) }));
    await expectProblem(at.send('GET', '', { by: 'polisen' }), 'not-signed-in');
  });

  it('who changes agency signs in anew where a provider has vouched for the old one', async () => {
    await at.cookieOf('polisen');
    await database.query(
      `UPDATE session SET method = 'oidc', partnership_ids = ARRAY[$1::uuid] WHERE person_id = $2`,
      [world.partnershipId, world.person.polisen],
    );
    await done(at.change('polisen', { isDeputy: true }));
    expect((await at.send('GET', '', { by: 'polisen' })).status).toBe(200);
    await done(at.change('polisen', { agencyId: world.agency.kommunen }));
    await expectProblem(at.send('GET', '', { by: 'polisen' }), 'not-signed-in');
  });
});

describe('a place', () => {
  it('is added, moved, changed and retired', async () => {
    const added = await done<AdministeredPlace>(
      at.send('POST', 'places', { body: { name: 'Hamnen', kind: 'area' } }),
    );
    expect(added).toMatchObject({ name: 'Hamnen', isRetired: false, version: 1 });
    await expectProblem(
      at.send('POST', 'places', { body: { name: 'Hamnen', kind: 'area' } }),
      'taken',
    );
    const body = { name: 'Gästhamnen', kind: 'venue', isRetired: true };
    const retired = await done<AdministeredPlace>(
      at.send('PUT', `places/${added.id}`, { body, ifMatch: 1 }),
    );
    expect(retired).toEqual({ ...body, id: added.id, version: 2 });
    const ids = [world.place['väg 225'], world.place.stationen];
    expect((await at.send('PUT', 'places/order', { body: { ids } })).status).toBe(204);
    const { places } = await at.directory();
    expect(places.filter(({ isRetired }) => !isRetired).map(({ id }) => id)).toEqual(ids);
  });

  it('is not named by a person', async () => {
    const body = { name: 'Hos 19000101-9801', kind: 'area' };
    const problem = await expectProblem(at.send('POST', 'places', { body }), 'person-data');
    expect(JSON.stringify(problem)).not.toContain('9801');
    const [place] = (await at.directory()).places;
    const edit = { ...body, isRetired: false };
    await expectProblem(
      at.send('PUT', `places/${place?.id}`, { body: edit, ifMatch: place?.version ?? 0 }),
      'person-data',
    );
  });
});

describe('an agreement', () => {
  it('has a period, parties and who signed, and is followed by the next', async () => {
    const signatories = [{ agencyId: world.agency.kommunen, signedBy: 'Kommundirektören' }];
    const period = { startsOn: '2025-01-01', endsOn: '2026-12-31' };
    const body = { title: 'Samverkan 2025–2026', ...period, signatories };
    const added = await done<AdministeredAgreement>(at.send('POST', 'agreements', { body }));
    expect(added).toMatchObject({ ...body, version: 1 });
    const police = { agencyId: world.agency.polisen, signedBy: '' };
    const edit = { ...body, signatories: [...signatories, police] };
    const path = `agreements/${added.id}`;
    const edited = await done<AdministeredAgreement>(
      at.send('PUT', path, { body: edit, ifMatch: 1 }),
    );
    expect(edited).toMatchObject({ ...edit, version: 2 });

    const next = { ...body, startsOn: '2027-01-01', endsOn: '2028-12-31' };
    await done(at.send('POST', 'agreements', { body: next }));
    expect((await at.directory()).agreements.map(({ startsOn }) => startsOn)).toEqual([
      '2027-01-01',
      '2025-01-01',
    ]);
  });

  it('does not end before it begins, and names agencies at the table once', async () => {
    const body = {
      title: 'Avtal',
      startsOn: '2026-01-01',
      endsOn: '2025-01-01',
      signatories: [] as { agencyId: string; signedBy: string }[],
    };
    await expectProblem(at.send('POST', 'agreements', { body }), 'invalid-input');
    const one = { agencyId: UNKNOWN, signedBy: '' };
    const good = { ...body, endsOn: '2026-12-31' };
    const stranger = { ...good, signatories: [one] };
    await expectProblem(at.send('POST', 'agreements', { body: stranger }), 'unknown-reference');
    const twice = { ...good, signatories: [one, one] };
    await expectProblem(at.send('POST', 'agreements', { body: twice }), 'invalid-input');
  });
});
