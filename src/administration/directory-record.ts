// What the audit tells of a change of the directory: what is different after it. So whatever changes
// the directory, one thing or a whole list, is told alike, and nothing can forget to tell. Names are
// left out: what is told by id can be looked up as long as it is there.
import type { EntityManager } from 'typeorm';
import type { AuditEntry } from '../audit/append-records.js';

type Part = 'membership' | 'agency' | 'place' | 'agreement' | 'partnership';

interface Fact {
  readonly part: Part;
  readonly id: string;
  readonly fact: Readonly<Record<string, unknown>>;
}

/** By part and id. */
export type DirectoryFacts = ReadonlyMap<string, Fact>;

export async function readFactsToTell(
  manager: EntityManager,
  partnershipId: string,
): Promise<DirectoryFacts> {
  const facts = await manager.query<Fact[]>(
    `SELECT 'membership' AS part, person_id AS id,
       jsonb_build_object('agencyId', agency_id, 'role', role, 'version', version) AS fact
     FROM membership WHERE partnership_id = $1
     UNION ALL
     SELECT 'agency', id, jsonb_build_object('kind', kind, 'retired', retired_at IS NOT NULL,
       'version', version,
       'signIn', ARRAY (
         SELECT issuer || ' ' || claim_value FROM agency_binding AS binding
         WHERE binding.partnership_id = $1 AND binding.agency_id = agency.id ORDER BY 1))
     FROM agency WHERE partnership_id = $1
     UNION ALL
     SELECT 'place', id, jsonb_build_object('retired', retired_at IS NOT NULL, 'version', version)
     FROM place WHERE partnership_id = $1
     UNION ALL
     SELECT 'agreement', id, jsonb_build_object('version', version)
     FROM partnership_agreement WHERE partnership_id = $1
     UNION ALL
     SELECT 'partnership', id,
       jsonb_build_object('initialAudiences', initial_audiences, 'version', version)
     FROM partnership WHERE id = $1`,
    [partnershipId],
  );
  return new Map(facts.map((fact) => [`${fact.part} ${fact.id}`, fact]));
}

/** One entry for each thing that is different; a membership tells what it was and what it became. */
export function changesToTell(
  { partnershipId, personId }: { partnershipId: string; personId: string },
  before: DirectoryFacts,
  after: DirectoryFacts,
): AuditEntry[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): AuditEntry[] => {
    const [was, is] = [before.get(name), after.get(name)];
    const one = was ?? is;
    if (!one || JSON.stringify(was?.fact) === JSON.stringify(is?.fact)) return [];
    const told = { before: was?.fact ?? null, after: is?.fact ?? null };
    return [
      one.part === 'membership'
        ? {
            partnershipIds: [partnershipId],
            kind: 'rights.changed',
            personId,
            detail: { ofPersonId: one.id, ...told },
          }
        : {
            partnershipIds: [partnershipId],
            kind: 'directory.changed',
            personId,
            detail: { part: one.part, id: one.id, ...told },
          },
    ];
  });
}

/** Who became a member, is one no more, or is one in another agency or role. */
export function membersChanged(before: DirectoryFacts, after: DirectoryFacts): string[] {
  const membershipIn = (facts: DirectoryFacts, name: string) => {
    const { agencyId, role } = facts.get(name)?.fact ?? {};
    return `${String(agencyId)} ${String(role)}`;
  };
  return [...new Map([...before, ...after])]
    .filter(
      ([name, { part }]) =>
        part === 'membership' && membershipIn(before, name) !== membershipIn(after, name),
    )
    .map(([, { id }]) => id);
}
