// Commands with everything filled in that a test does not care about.
import type { Audience } from '../../src/contract/audience.js';
import type { CommandOf, Version } from '../../src/contract/commands.js';
import { streamOf } from '../../src/domain/meeting/audience.js';
import type { World } from './meeting-world.js';

/** What an edit is based on; an entry of the table, unless said. */
export const version = (revision: number, audience: Audience = { kind: 'table' }): Version => ({
  stream: streamOf(audience),
  revision,
});

export const agendaAdd = (
  title: string,
  afterItemId: string | null = null,
): CommandOf<'agenda.add'> => ({
  type: 'agenda.add',
  audience: { kind: 'table' },
  title,
  minutes: 5,
  afterItemId,
});

export function noteAdd(
  world: Pick<World, 'place'>,
  agencyId: string,
  fields: Partial<CommandOf<'note.add'>> = {},
): CommandOf<'note.add'> {
  return {
    type: 'note.add',
    agencyId,
    audience: { kind: 'table' },
    theme: 'youth',
    placeId: world.place.stationen,
    timeWindow: { weekdays: [5], from: '21:00', to: '00:00' },
    level: 'orange',
    trend: 'rising',
    sourceKind: 'own-observation',
    confidence: 'medium',
    text: 'Samlingar efter sista tåget',
    ...fields,
  };
}

export function actionPropose(
  world: Pick<World, 'place'>,
  leadingAgencyId: string,
  fields: Partial<CommandOf<'action.propose'>> = {},
): CommandOf<'action.propose'> {
  return {
    type: 'action.propose',
    audience: { kind: 'table' },
    noteId: null,
    what: 'Synlig närvaro vid stationen',
    theme: 'youth',
    placeId: world.place.stationen,
    time: { kind: 'tonight', from: '20:30', to: '00:30' },
    leadingAgencyId,
    supportingAgencyIds: [],
    ...fields,
  };
}
