// Whom a new entry reaches until its author says otherwise: a setting of the partnership's for each kind
// of agency, because the law binds them differently. It is where writing begins and binds nobody.
import type { Audience, InitialAudiences } from '../../contract/audience.js';
import type { AgencyKind } from '../../contract/vocabulary.js';
import { mayHear, type Listener } from './audience.js';

/**
 * What a new partnership sets out with. What an authority has told firms and volunteers it cannot take
 * back, so that is a choice it makes; what those tell, they tell the table.
 */
export const usualInitialAudiences: InitialAudiences = {
  authority: 'authorities',
  'municipal-service': 'table',
  company: 'table',
  association: 'table',
};

/** What can be set for a kind of agency: nothing that its own people would not hear. */
export function initialAudiencesFor<Kind extends AgencyKind>(kind: Kind) {
  const all: readonly Audience['kind'][] = ['table', 'authorities', 'agencies'];
  return all.filter(
    (audience): audience is InitialAudiences[Kind] =>
      kind === 'authority' || audience !== 'authorities',
  );
}

/** Whom a new entry of this author's reaches at first; the table, where they may hear no more than that. */
export function initialAudience(author: Listener, audiences: InitialAudiences): Audience {
  const kind = audiences[author.agencyKind];
  const audience: Audience =
    kind === 'agencies' ? { kind, agencyIds: [author.agencyId] } : { kind };
  return mayHear(author, audience) ? audience : { kind: 'table' };
}
