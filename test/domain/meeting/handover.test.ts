import { beforeEach, describe, expect, it } from '@jest/globals';
import { Command } from '../../../src/contract/commands.js';
import { handoverReceivers } from '../../../src/contract/vocabulary.js';
import { noteAdd } from '../../support/commands.js';
import { agency, coordinator, from, id, place, police, volunteer } from './around-the-table.js';
import { SeriesAtTable } from './series-at-table.js';

let series: SeriesAtTable;
let noteId: string;
beforeEach(() => {
  series = new SeriesAtTable();
  noteId = series.give(police, noteAdd({ place }, agency.polisen));
});

const handOver = (to: (typeof handoverReceivers)[number] | null) =>
  ({ type: 'note.hand-over', noteId, to }) as const;
const hearBack = (hasFeedback: boolean) =>
  ({ type: 'note.hear-back', noteId, hasFeedback }) as const;
const handover = () => series.board().notes.get(noteId)?.handover;

describe('a matter that is lifted out of the room', () => {
  it('says where it went, when, and that nobody has heard back yet', () => {
    expect(handover()).toBeNull();
    const { events } = series.carryOut(police, handOver('sspf'));
    expect(events).toMatchObject([{ stream: 'table', type: 'note.handed-over' }]);
    expect(handover()).toEqual({ to: 'sspf', at: events[0]?.at, hasFeedback: false });
  });

  it('says later, also when the meeting is closed, that feedback came, or did not after all', () => {
    series.give(coordinator, { type: 'meeting.open' });
    series.give(police, handOver('report-of-concern'));
    series.give(coordinator, { type: 'meeting.close' });
    const at = handover()?.at;
    series.give(police, hearBack(true));
    expect(handover()).toEqual({ to: 'report-of-concern', at, hasFeedback: true });
    series.give(police, hearBack(false));
    expect(handover()?.hasFeedback).toBe(false);
  });

  it('begins anew with another receiver, and ends when it was not handed over after all', () => {
    series.give(police, handOver('police'));
    series.give(police, hearBack(true));
    series.give(police, handOver('sspf'));
    expect(handover()).toMatchObject({ to: 'sspf', hasFeedback: false });
    const { events } = series.carryOut(police, handOver(null));
    expect([handover(), events[0]?.type]).toEqual([null, 'note.edited']);
    expect(series.refusal(police, hearBack(true))).toBe('wrong-state');
  });

  it('K10 is no event where it says so already', () => {
    expect(series.carryOut(police, handOver(null)).events).toEqual([]);
    series.give(police, handOver('sspf'));
    expect(series.carryOut(police, handOver('sspf')).events).toEqual([]);
    expect(series.carryOut(police, hearBack(false)).events).toEqual([]);
  });

  it('stays with the note that is edited or goes to another audience', () => {
    series.give(police, handOver('sspf'));
    const { stream, revision } = { stream: 'table', revision: 2 };
    const { agencyId: _agency, audience: _audience, ...fields } = noteAdd({ place }, '');
    const basedOn = { stream, revision };
    series.give(police, { ...fields, type: 'note.edit', noteId, basedOn, text: 'nytt' });
    series.give(police, {
      type: 'note.readdress',
      noteId,
      basedOn: { stream, revision: revision + 1 },
      audience: { kind: 'authorities' },
    });
    expect(handover()).toMatchObject({ to: 'sspf' });
    // To those who hear the note no more, the marker is gone with it.
    expect(series.refusal(volunteer, hearBack(true))).toBe('not-found');
  });

  it('is said by whose note it is, and by nobody else', () => {
    expect(series.refusal(from('kommunen'), handOver('sspf'))).toBe('not-allowed');
    expect(series.refusal(coordinator, handOver('sspf'))).toBe('not-allowed');
    expect(series.refusal(police, { ...handOver('sspf'), noteId: id('none', 1) })).toBe(
      'not-found',
    );
  });

  it('has no place for anything about a person: no text fits into it', () => {
    for (const more of ['text', 'reason', 'name', 'caseReference'])
      expect(Command.safeParse({ ...handOver('sspf'), [more]: 'x' }).success).toBe(false);
    expect(Command.safeParse({ ...handOver('sspf'), to: 'Anna på SSPF' }).success).toBe(false);
    for (const to of handoverReceivers) expect(Command.safeParse(handOver(to)).success).toBe(true);
  });
});
