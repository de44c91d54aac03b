import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Audience } from '../../../src/contract/audience.js';
import type { CommandOf } from '../../../src/contract/commands.js';
import { DomainError } from '../../../src/domain/domain-error.js';
import { noteAdd, version } from '../../support/commands.js';
import { agency, coordinator, from, id, place, police, volunteer } from './around-the-table.js';
import { SeriesAtTable } from './series-at-table.js';

let series: SeriesAtTable;
beforeEach(() => {
  series = new SeriesAtTable();
});

const authorities: Audience = { kind: 'authorities' };
const note = (noteId: string) => series.board().notes.get(noteId);
const noteOf = (agencyId: string, fields: Partial<CommandOf<'note.add'>> = {}) =>
  noteAdd({ place }, agencyId, fields);
function edit(noteId: string, revision: number, text: string): CommandOf<'note.edit'> {
  const { agencyId: _agency, audience: _audience, ...fields } = noteOf('', { text });
  return { ...fields, type: 'note.edit', noteId, basedOn: version(revision) };
}

describe('a note', () => {
  it('F2 belongs to its agency and remembers the event that last changed it', () => {
    series.give(police, noteOf(agency.polisen));
    const noteId = series.give(police, noteOf(agency.polisen));
    expect(note(noteId)).toMatchObject({
      agencyId: agency.polisen,
      recordedByAgencyId: agency.polisen,
      revision: 2,
    });
    series.give(police, edit(noteId, 2, 'nytt'));
    expect(note(noteId)).toMatchObject({ text: 'nytt', revision: 3 });
  });

  it('A4 is written for another agency by a coordinator, and only at the table', () => {
    const ask = (audience: Audience) =>
      series.refusal(coordinator, noteOf(agency.bostadsbolaget, { audience }));
    expect(ask({ kind: 'table' })).toBeNull();
    expect(ask(authorities)).toBe('not-allowed');
    expect(series.refusal(police, noteOf(agency.bostadsbolaget))).toBe('not-allowed');
    expect(series.refusal(coordinator, noteOf(id('ag', 99)))).toBe('unknown-reference');
  });

  it('A4 is addressed only to those its author belongs to', () => {
    const ask = (audience: Audience) =>
      series.refusal(volunteer, noteOf(agency.nattvandrarna, { audience }));
    expect(ask(authorities)).toBe('audience-mismatch');
    expect(ask({ kind: 'agencies', agencyIds: [agency.polisen] })).toBe('audience-mismatch');
    expect(ask({ kind: 'agencies', agencyIds: [agency.nattvandrarna, id('ag', 99)] })).toBe(
      'unknown-reference',
    );
    expect(
      ask({ kind: 'agencies', agencyIds: [agency.polisen, agency.nattvandrarna].sort() }),
    ).toBeNull();
  });

  it('is about a place that the partnership knows', () => {
    expect(series.refusal(police, noteOf(agency.polisen, { placeId: id('plac', 9) }))).toBe(
      'unknown-reference',
    );
  });

  it('K8 is not overwritten by who has not read it: the answer says what stands there', () => {
    const noteId = series.give(police, noteOf(agency.polisen));
    series.give(police, edit(noteId, 1, 'först'));
    const before = series.board();
    let refusal: unknown;
    try {
      series.carryOut(police, edit(noteId, 1, 'sedan'));
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ code: 'stale', current: { text: 'först', revision: 2 } });
    expect(series.board()).toBe(before);
    expect(series.refusal(police, { type: 'note.remove', noteId, basedOn: version(1) })).toBe(
      'stale',
    );
  });

  it('A5 goes to another audience as a removal here and something new there', () => {
    const noteId = series.give(police, noteOf(agency.polisen));
    const { events } = series.carryOut(police, {
      type: 'note.readdress',
      noteId,
      basedOn: version(1),
      audience: authorities,
    });
    expect(events).toMatchObject([
      {
        stream: 'table',
        type: 'note.removed',
        changes: [{ entry: 'removed', from: 'note', id: noteId }],
      },
      { stream: 'authorities', revision: 1, type: 'note.added' },
    ]);
    expect(JSON.stringify(events[0])).not.toContain('authorities');
    expect(note(noteId)).toMatchObject({ audience: authorities, revision: 1 });
  });

  it('K8 is not overwritten by who has read it elsewhere, though it stands at the same number', () => {
    const noteId = series.give(police, noteOf(agency.polisen, { audience: authorities }));
    series.give(police, {
      type: 'note.readdress',
      noteId,
      basedOn: version(1, authorities),
      audience: { kind: 'table' },
    });
    expect(note(noteId)?.revision).toBe(1);
    const remove = { type: 'note.remove', noteId } as const;
    expect(series.refusal(police, { ...remove, basedOn: version(1, authorities) })).toBe('stale');
    expect(series.refusal(police, { ...remove, basedOn: version(1) })).toBeNull();
  });

  it('K10 stays where it is, without an event, when it is given the audience it has', () => {
    const noteId = series.give(police, noteOf(agency.polisen));
    const audience: Audience = { kind: 'table' };
    const { events, entryId } = series.carryOut(police, {
      type: 'note.readdress',
      noteId,
      basedOn: version(1),
      audience,
    });
    expect([entryId, events]).toEqual([noteId, []]);
  });

  it('A3 K9 does not exist for those who may not hear it, and is not theirs for those who may', () => {
    const noteId = series.give(police, noteOf(agency.polisen, { audience: authorities }));
    expect(series.refusal(volunteer, edit(noteId, 1, 'gissning'))).toBe('not-found');
    expect(series.refusal(volunteer, edit(id('none', 1), 1, 'gissning'))).toBe('not-found');
    expect(series.refusal(from('kommunen'), edit(noteId, 1, 'fel'))).toBe('not-allowed');
  });

  it('L7 finds no room once its author hears 500', () => {
    for (let count = 0; count < 499; count += 1) series.give(police, noteOf(agency.polisen));
    series.give(coordinator, noteOf(agency.kommunen, { audience: authorities }));
    expect(series.refusal(police, noteOf(agency.polisen))).toBe('board-full');
    expect(series.refusal(volunteer, noteOf(agency.nattvandrarna))).toBeNull();
  });
});
