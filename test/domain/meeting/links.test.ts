import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Audience } from '../../../src/contract/audience.js';
import { linksOf } from '../../../src/domain/meeting/links.js';
import { actionPropose, noteAdd, version } from '../../support/commands.js';
import { agency, coordinator, from, id, place, police, volunteer } from './around-the-table.js';
import { SeriesAtTable } from './series-at-table.js';

let series: SeriesAtTable;
beforeEach(() => {
  series = new SeriesAtTable();
});

const table: Audience = { kind: 'table' };
const authorities: Audience = { kind: 'authorities' };
const policeAlone: Audience = { kind: 'agencies', agencyIds: [agency.polisen] };
const mixed: Audience = { kind: 'agencies', agencyIds: [agency.polisen, agency.nattvandrarna] };

const write = (audience: Audience) =>
  series.give(police, noteAdd({ place }, agency.polisen, { audience }));
const propose = (audience: Audience, noteId: string | null = null) =>
  series.give(police, actionPropose({ place }, agency.polisen, { audience, noteId }));
const threads = () => [...series.board().links.values()].map(({ audience }) => audience);

describe('a thread', () => {
  it.each([
    [table, table, table],
    [table, authorities, authorities],
    [policeAlone, table, policeAlone],
    [policeAlone, authorities, policeAlone],
    [mixed, policeAlone, policeAlone],
  ])('A6 from a note for %j to an action for %j lies in %j', (ofNote, ofAction, between) => {
    const noteId = write(ofNote);
    series.give(police, { type: 'action.link', actionId: propose(ofAction), noteId });
    expect(threads()).toEqual([between]);
  });

  it('A6 cannot be drawn where neither end is heard by all who hear the other', () => {
    const noteId = write(mixed);
    const actionId = propose(authorities);
    expect(series.refusal(police, { type: 'action.link', actionId, noteId })).toBe(
      'audience-mismatch',
    );
    expect(
      series.refusal(
        police,
        actionPropose({ place }, agency.polisen, { audience: authorities, noteId }),
      ),
    ).toBe('audience-mismatch');
  });

  it('is drawn by the very command that proposes an action out of a note', () => {
    const noteId = write(table);
    const actionId = propose(table, noteId);
    expect(linksOf(series.board(), noteId)).toEqual(linksOf(series.board(), actionId));
    expect(linksOf(series.board(), noteId)).toHaveLength(1);
  });

  it('K10 is drawn once, and cut once', () => {
    const noteId = write(table);
    const actionId = propose(table, noteId);
    expect(series.carryOut(police, { type: 'action.link', actionId, noteId }).events).toEqual([]);
    expect(series.refusal(police, { type: 'action.unlink', actionId, noteId })).toBeNull();
    expect(series.refusal(police, { type: 'action.unlink', actionId, noteId })).toBe('not-found');
  });

  it('A3 is neither drawn nor cut by those who do not hear both its ends', () => {
    const noteId = write(authorities);
    const actionId = series.give(volunteer, actionPropose({ place }, agency.nattvandrarna));
    series.give(coordinator, { type: 'action.link', actionId, noteId });
    for (const type of ['action.link', 'action.unlink'] as const) {
      expect(series.refusal(volunteer, { type, actionId, noteId })).toBe('not-found');
      expect(series.refusal(volunteer, { type, actionId, noteId: id('none', 1) })).toBe(
        'not-found',
      );
    }
    expect(threads()).toEqual([authorities]);
  });

  it.each([
    [authorities, [authorities]],
    [policeAlone, [policeAlone]],
    [mixed, [mixed]],
  ])('A6 moves along when its note is given to %j', (audience, expected) => {
    const noteId = write(table);
    propose(table, noteId);
    series.give(police, { type: 'note.readdress', noteId, basedOn: version(1), audience });
    expect(threads()).toEqual(expected);
  });

  it('A6 moves back out when its action does', () => {
    const actionId = propose(authorities, write(table));
    series.give(police, {
      type: 'action.readdress',
      actionId,
      basedOn: version(1, authorities),
      audience: table,
    });
    expect(threads()).toEqual([table]);
  });

  it('A6 is cut when its ends part', () => {
    const noteId = write(table);
    propose(authorities, noteId);
    series.give(police, { type: 'note.readdress', noteId, basedOn: version(1), audience: mixed });
    expect(threads()).toEqual([]);
  });

  it('goes when its note goes; the action stays', () => {
    const noteId = write(table);
    const actionId = propose(table, noteId);
    series.give(police, { type: 'note.remove', noteId, basedOn: version(1) });
    expect(threads()).toEqual([]);
    expect(series.board().actions.has(actionId)).toBe(true);
  });

  it('is no matter of an agency that neither proposed nor leads the action', () => {
    const noteId = write(table);
    const actionId = propose(table);
    expect(series.refusal(from('bostadsbolaget'), { type: 'action.link', actionId, noteId })).toBe(
      'not-allowed',
    );
  });
});
