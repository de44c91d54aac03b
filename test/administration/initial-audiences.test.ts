// Whom a new entry reaches until its author says otherwise: set by those who look after a partnership.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { PartnershipFacts } from '../../src/contract/administration.js';
import type { InitialAudiences } from '../../src/contract/audience.js';
import { Partnership } from '../../src/contract/directory.js';
import { usualInitialAudiences } from '../../src/domain/meeting/initial-audience.js';
import { readAudit } from '../audit/audited.js';
import type { PersonName } from '../support/meeting-world.js';
import { useServer } from '../support/stage.js';
import { AdministeredWorld, done, expectProblem } from './administered-world.js';

const { database, server } = useServer();
let at: AdministeredWorld;

beforeEach(async () => {
  at = await AdministeredWorld.on(server);
});

const PATH = 'initial-audiences';
const set = (body: unknown, { by, ifMatch = 1 }: { by?: PersonName; ifMatch?: number } = {}) =>
  at.send('PUT', PATH, { body, ifMatch, ...(by && { by }) });
const begins = async (by: PersonName) =>
  Partnership.parse(await (await at.send('GET', '', { by })).json()).initialAudience;

describe('whom a new entry reaches at first', () => {
  it('is told each as it is for them, from the next time they ask', async () => {
    expect(await begins('polisen')).toEqual({ kind: 'authorities' });
    expect(await begins('nattvandrarna')).toEqual({ kind: 'table' });
    const audiences: InitialAudiences = {
      ...usualInitialAudiences,
      authority: 'table',
      company: 'agencies',
    };
    const facts = await done<PartnershipFacts>(set(audiences));
    expect(facts).toMatchObject({ initialAudiences: audiences, version: 2 });
    expect((await at.directory()).partnership).toEqual(facts);
    expect(await begins('polisen')).toEqual({ kind: 'table' });
    expect(await begins('bostadsbolaget')).toEqual({
      kind: 'agencies',
      agencyIds: [at.world.agency.bostadsbolaget],
    });
  });

  it('is the table for whoever has come by a link and hears no more', async () => {
    const cookie = await at.world.signIn('polisen', 'link');
    const answer = await fetch(`${server.origin}/api/v1/partnerships/${at.world.partnershipId}`, {
      headers: { cookie },
    });
    const { initialAudience } = Partnership.parse(await answer.json());
    expect(initialAudience).toEqual({ kind: 'table' });
  });

  it('is set by those who look after the partnership, and by nobody else', async () => {
    await expectProblem(set(usualInitialAudiences, { by: 'polisen' }), 'not-found');
    await expectProblem(set(usualInitialAudiences, { by: 'chefen' }), 'not-found');
    await done(at.change('chefen', { role: 'administrator' }));
    await done(set(usualInitialAudiences, { by: 'chefen' }));
  });

  it('is never what a kind of agency would not hear itself, nor left open', async () => {
    const { authority: _, ...withoutAuthority } = usualInitialAudiences;
    for (const body of [
      { ...usualInitialAudiences, company: 'authorities' },
      { ...usualInitialAudiences, association: 'authorities' },
      { ...usualInitialAudiences, 'municipal-service': 'authorities' },
      { ...usualInitialAudiences, authority: 'public' },
      { ...usualInitialAudiences, visitor: 'table' },
      withoutAuthority,
    ])
      await expectProblem(set(body), 'invalid-input');
    await expect(
      server.app.get(DataSource).query(
        `UPDATE partnership SET initial_audiences = initial_audiences || '{"company":"authorities"}'
         WHERE id = $1`,
        [at.world.partnershipId],
      ),
    ).rejects.toThrow('partnership_initial_audiences_check');
    expect((await at.directory()).partnership.initialAudiences).toEqual(usualInitialAudiences);
  });

  it('tells whoever is late what is there instead', async () => {
    const audiences = { ...usualInitialAudiences, authority: 'table' };
    const facts = await done<PartnershipFacts>(set(audiences));
    const { current } = await expectProblem(set(usualInitialAudiences), 'stale');
    expect(current).toEqual(facts);
  });

  it('stands in the audit, as it was and as it is', async () => {
    await done(set({ ...usualInitialAudiences, authority: 'table' }));
    const [told] = await readAudit(database, at.world.partnershipId, 'directory.changed');
    expect(told).toMatchObject({
      personId: at.world.person.samordnaren,
      detail: {
        part: 'partnership',
        before: { initialAudiences: usualInitialAudiences },
        after: { initialAudiences: { ...usualInitialAudiences, authority: 'table' } },
      },
    });
  });
});
