// Every way to lose what one had at a meeting, each by somebody new, over HTTP as people do it.
import { randomBytes, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Command } from '../../src/contract/commands.js';
import type { SignInMethod } from '../../src/contract/vocabulary.js';
import { AgencyBindingRow } from '../../src/directory/rows/agency-binding-row.js';
import { AgencyRow } from '../../src/directory/rows/agency-row.js';
import { GuestPassRow } from '../../src/directory/rows/guest-pass-row.js';
import { MembershipRow } from '../../src/directory/rows/membership-row.js';
import { PersonRow } from '../../src/directory/rows/person-row.js';
import { GuestPasses } from '../../src/identity/guest-passes.js';
import { PasskeyRow } from '../../src/identity/rows/passkey-row.js';
import type { AdministeredWorld } from '../administration/administered-world.js';
import { noteAdd } from '../support/commands.js';
import { createWorld, type World } from '../support/meeting-world.js';
import { beginSession, type Bound } from '../support/sign-in.js';
import { newToken } from '../support/token.js';
import { readdressed, type LostNote } from './readdressed.js';

/** Someone who is to lose what they have. */
export interface Prepared {
  readonly cookie: string;
  readonly personId: string;
  readonly revoke: () => Promise<unknown>;
  readonly loses: 'the line' | 'the meeting' | { readonly stream: string } | LostNote;
  /** What they may not do any more from that moment on. */
  readonly barred?: Command;
  /** What they are given instead, while others still write. */
  readonly afterwards?: () => Promise<unknown>;
}

export type Way = () => Promise<Prepared>;

const AUTHORITIES = { loses: { stream: 'authorities' } } as const;
const LINE = { loses: 'the line' } as const;
const PASS_LASTS_MS = 60 * 60 * 1000;

export async function waysToLose(at: AdministeredWorld): Promise<Record<string, Way>> {
  const { server, world } = at;
  const { app } = server;
  const { manager } = app.get(DataSource);
  const { partnershipId, meetingId, agency } = world;
  const elsewhere = await createWorld(app);
  const signIn = (personId: string, method?: SignInMethod, bound?: Bound) =>
    beginSession(app, personId, method, bound);

  /** Somebody new of an agency; the directory is known by the version that is raised after all of them. */
  const addPerson = async (agencyId: string, also?: World): Promise<string> => {
    const id = randomUUID();
    await manager.insert(PersonRow, { id, name: 'Någon', email: emailOf(id) });
    const role = 'attendee' as const;
    await manager.insert(MembershipRow, { partnershipId, personId: id, agencyId, role });
    if (also)
      await manager.insert(MembershipRow, {
        partnershipId: also.partnershipId,
        personId: id,
        agencyId: also.agency.polisen,
        role,
      });
    return id;
  };

  const remove = (id: string) => succeeded(at.send('DELETE', `people/${id}`));
  /** For a company, whose people hear nothing that is closed. */
  const takeBack = (id: string) =>
    succeeded(
      at.send('POST', 'people', {
        body: {
          ...{ name: 'Någon', email: emailOf(id), role: 'attendee', isDeputy: false },
          agencyId: agency.bostadsbolaget,
        },
      }),
    );
  const forAuthorities = (agencyId: string) =>
    noteAdd(world, agencyId, { audience: { kind: 'authorities' } });

  /** Somebody of an agency of its own, which is about to be changed. */
  const withAgency = async (change: object) => {
    const agencyId = randomUUID();
    const facts = {
      name: newToken(),
      shortName: 'Ny',
      abbreviation: 'Ny',
      kind: 'authority' as const,
    };
    await manager.insert(AgencyRow, { partnershipId, id: agencyId, ...facts, position: 9 });
    const issuer = 'https://konto.example';
    await manager.insert(AgencyBindingRow, {
      partnershipId,
      issuer,
      claimValue: agencyId,
      agencyId,
    });
    const personId = await addPerson(agencyId);
    const { cookie } = await signIn(personId, 'oidc', { partnershipIds: [partnershipId] });
    const bindings = [{ issuer, value: agencyId }];
    const body = { ...facts, signIn: bindings, isRetired: false, ...change };
    return {
      ...{ cookie, personId, agencyId },
      revoke: () => succeeded(at.send('PUT', `agencies/${agencyId}`, { ifMatch: 1, body })),
    };
  };

  return {
    'the membership ends': async () => {
      const personId = await addPerson(agency.polisen);
      const { cookie } = await signIn(personId);
      return { cookie, personId, ...LINE, revoke: () => remove(personId) };
    },
    'the session is ended from elsewhere': async () => {
      const personId = await addPerson(agency.polisen);
      const [here, other] = [await signIn(personId), await signIn(personId)];
      const url = `${server.origin}/api/v1/sessions/${here.sessionId}`;
      const headers = { cookie: other.cookie };
      const revoke = () => succeeded(fetch(url, { method: 'DELETE', headers }));
      return { cookie: here.cookie, personId, ...LINE, revoke };
    },
    'the agency leaves': async () => ({ ...(await withAgency({ isRetired: true })), ...LINE }),
    'the agency is no authority any more': async () => {
      const { agencyId, ...one } = await withAgency({ kind: 'company' });
      return { ...one, ...AUTHORITIES, barred: forAuthorities(agencyId) };
    },
    'the provider vouches for others': async () => ({
      ...(await withAgency({ signIn: [] })),
      ...LINE,
    }),
    'the guest’s hour has come': async () => {
      const personId = await addPerson(agency.polisen);
      const endsAt = new Date(Date.now() + PASS_LASTS_MS);
      const key = { partnershipId, personId };
      await manager.insert(GuestPassRow, { ...key, meetingId, endsAt });
      const { cookie } = await signIn(personId);
      const revoke = async () => {
        await manager.update(GuestPassRow, key, { endsAt: new Date(Date.now() - 1) });
        // Whichever process comes first; by then it has ended in any case.
        await app.get(GuestPasses).endDue();
      };
      return { cookie, personId, ...LINE, revoke };
    },
    'the passkey is removed': async () => {
      const personId = await addPerson(agency.polisen);
      const [passkeyId, credentialId] = [randomUUID(), randomBytes(16)];
      await manager.insert(PasskeyRow, {
        ...{ id: passkeyId, personId, credentialId, publicKey: credentialId, counter: '0' },
        ...{ partnershipIds: null, madeBy: 'oidc', name: 'Telefonen', madeAt: new Date() },
        usedAt: null,
      });
      const { cookie } = await signIn(personId, 'passkey', { passkeyId });
      const headers = { cookie: (await signIn(personId)).cookie };
      const url = `${server.origin}/api/v1/passkeys/${passkeyId}`;
      const revoke = () => succeeded(fetch(url, { method: 'DELETE', headers }));
      return { cookie, personId, ...LINE, revoke };
    },
    'the role leads to no meeting': async () => {
      const personId = await addPerson(agency.polisen);
      const { cookie } = await signIn(personId);
      const body = { name: 'Någon', agencyId: agency.polisen, role: 'administrator' };
      const revoke = () =>
        succeeded(
          at.send('PUT', `people/${personId}`, { ifMatch: 1, body: { ...body, isDeputy: false } }),
        );
      const barred = noteAdd(world, agency.polisen);
      return { cookie, personId, loses: 'the meeting', revoke, barred };
    },
    'the membership ends and begins anew': async () => {
      const personId = await addPerson(agency.polisen);
      const { cookie } = await signIn(personId);
      return {
        ...{ cookie, personId, ...LINE },
        revoke: () => remove(personId),
        afterwards: () => takeBack(personId),
      };
    },
    'the membership begins anew for others, under a session that another one keeps': async () => {
      const personId = await addPerson(agency.polisen, elsewhere);
      const { cookie } = await signIn(personId);
      return {
        ...{ cookie, personId, ...AUTHORITIES, barred: forAuthorities(agency.polisen) },
        revoke: () => remove(personId),
        afterwards: () => takeBack(personId),
      };
    },
    'what was for the table is for authorities': async () => {
      const personId = await addPerson(agency.bostadsbolaget);
      const { cookie } = await signIn(personId);
      const kept = await readdressed(at, { kind: 'table' }, { kind: 'authorities' });
      return { cookie, personId, ...kept };
    },
    'what was for three agencies is for two of them': async () => {
      const personId = await addPerson(agency.bostadsbolaget);
      const { cookie } = await signIn(personId);
      const some = [agency.polisen, agency.kommunen];
      const [from, to] = [[...some, agency.bostadsbolaget], some].map((ids) => ids.toSorted());
      const named = (agencyIds: string[] = []) => ({ kind: 'agencies' as const, agencyIds });
      return { cookie, personId, ...(await readdressed(at, named(from), named(to))) };
    },
  };
}

const emailOf = (personId: string) => `${personId}@example.se`;

async function succeeded(answer: Promise<Response>): Promise<void> {
  const response = await answer;
  if (!response.ok) throw new Error(await response.text());
}
