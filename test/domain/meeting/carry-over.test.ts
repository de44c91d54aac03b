import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Audience } from '../../../src/contract/audience.js';
import type { Version } from '../../../src/contract/commands.js';
import { versionOf } from '../../../src/domain/meeting/version.js';
import { actionPropose, noteAdd } from '../../support/commands.js';
import { agency, coordinator, from, id, place, police } from './around-the-table.js';
import { SeriesAtTable } from './series-at-table.js';

const meetingIds = [0, 1, 2].map((number) => id('meet', number));
const authorities: Audience = { kind: 'authorities' };
let series: SeriesAtTable;
beforeEach(() => {
  series = new SeriesAtTable(meetingIds);
});

const actionsOf = (meeting: number) => [...series.board(meeting).actions.values()];
const open = (meeting: number, actor = coordinator) =>
  series.carryOut(actor, { type: 'meeting.open' }, meeting);
const propose = (fields: Parameters<typeof actionPropose>[2] = {}) =>
  series.give(police, actionPropose({ place }, agency.polisen, fields));

describe('an action left open', () => {
  it('A8 comes along to the next meeting that opens, with its state, age and way', () => {
    const actionId = propose();
    series.give(police, { type: 'action.agree', actionId });
    open(1);
    const [carried] = actionsOf(1);
    expect(carried).toMatchObject({
      state: 'agreed',
      carriedCount: 1,
      carriedFrom: { meetingId: meetingIds[0], actionId, startsAt: '2026-01-09T17:00:00.000Z' },
      carriedTo: null,
      revision: 2,
    });
    expect(actionsOf(0)).toMatchObject([
      { id: actionId, carriedTo: { meetingId: meetingIds[1], actionId: carried?.id } },
    ]);
    open(2);
    expect(actionsOf(2)).toMatchObject([
      { carriedCount: 2, carriedFrom: { meetingId: meetingIds[1], actionId: carried?.id } },
    ]);
  });

  it('skips a meeting that was cancelled', () => {
    propose();
    series.give(coordinator, { type: 'meeting.cancel', reason: 'midsommar' }, 1);
    open(2);
    expect(actionsOf(1)).toEqual([]);
    expect(actionsOf(2)).toMatchObject([{ carriedCount: 1 }]);
  });

  it('stays where it is when it is done or cancelled', () => {
    const done = propose();
    series.give(police, { type: 'action.agree', actionId: done });
    const outcome = { effect: 'unknown', text: 'vet ej' } as const;
    series.give(police, { type: 'action.finish', actionId: done, outcome });
    series.give(police, { type: 'action.cancel', actionId: propose(), reason: 'regn' });
    open(1);
    expect(actionsOf(1)).toEqual([]);
  });

  it('A8 K9 changes no more where it was left', () => {
    const actionId = propose();
    open(1);
    expect(series.refusal(police, { type: 'action.agree', actionId })).toBe('carried-over');
    expect(
      series.refusal(police, { type: 'action.agree', actionId: actionsOf(1)[0]!.id }, 1),
    ).toBeNull();
  });

  it('keeps its last day: an evening that has passed is not this one', () => {
    const actionId = propose({ time: { kind: 'tonight', from: '20:00', to: '01:00' } });
    open(1);
    const [carried] = actionsOf(1);
    expect(carried).toMatchObject({
      time: { kind: 'due', on: '2026-01-09' },
      dueOn: '2026-01-09',
    });
    expect(actionsOf(0)).toMatchObject([{ id: actionId, time: { kind: 'tonight' } }]);
    const {
      noteId: _note,
      audience: _audience,
      ...fields
    } = actionPropose({ place }, agency.polisen);
    series.give(
      police,
      { ...fields, type: 'action.edit', actionId: carried!.id, basedOn: versionOf(carried!) },
      1,
    );
    expect(actionsOf(1)).toMatchObject([{ time: { kind: 'tonight' }, dueOn: '2026-01-30' }]);
  });

  it('A8 A3 stays in its audience, also when who opens the meeting may not hear it', () => {
    const noteId = series.give(
      police,
      noteAdd({ place }, agency.polisen, { audience: authorities }),
    );
    propose({ audience: authorities, noteId });
    propose();
    const { events } = open(1, from('fritidsgården', 'coordinator'));
    expect(events.map(({ meetingId, stream, type }) => [meetingId, stream, type])).toEqual([
      [meetingIds[0], 'authorities', 'action.carried-over'],
      [meetingIds[0], 'table', 'action.carried-over'],
      [meetingIds[1], 'table', 'meeting.opened'],
      [meetingIds[1], 'authorities', 'action.carried-over'],
      [meetingIds[1], 'authorities', 'action.linked'],
      [meetingIds[1], 'table', 'action.carried-over'],
    ]);
  });

  const readdress = (actionId: string, basedOn: Version, audience: Audience) =>
    series.give(police, { type: 'action.readdress', actionId, basedOn, audience }, 1);

  it('A3 A5 is new to those who hear of it first when it is opened to them', () => {
    propose({ audience: authorities });
    open(1);
    const [closed] = actionsOf(1);
    readdress(closed!.id, versionOf(closed!), { kind: 'table' });
    const told = series.log.at(-1)!;
    expect([told.stream, told.type]).toEqual(['table', 'action.proposed']);
    expect(actionsOf(1)).toMatchObject([
      { id: closed!.id, carriedCount: 0, carriedFrom: null, proposedAt: told.at },
    ]);
    expect(JSON.stringify(told)).not.toContain(meetingIds[0]);
  });

  it.each([
    [{ kind: 'agencies', agencyIds: [agency.polisen, agency.nattvandrarna] }, false],
    [{ kind: 'agencies', agencyIds: [agency.kommunen, agency.polisen] }, true],
  ] satisfies [Audience, boolean][])(
    'A5 keeps its age among %j only if they all knew: %s',
    (audience, keeps) => {
      propose({ audience: authorities });
      open(1);
      const [carried] = actionsOf(1);
      readdress(carried!.id, versionOf(carried!), audience);
      expect(actionsOf(1)[0]?.carriedFrom).toEqual(keeps ? carried?.carriedFrom : null);
    },
  );

  it('L7 always comes along, and counts for what is proposed after it', () => {
    for (let count = 0; count < 300; count += 1) propose();
    open(1);
    expect(actionsOf(1)).toHaveLength(300);
    expect(series.refusal(police, actionPropose({ place }, agency.polisen), 1)).toBe('board-full');
  });
});

describe('the threads of an action that came along', () => {
  it('A8 lead back to the notes of the meeting they came from', () => {
    const noteId = series.give(police, noteAdd({ place }, agency.polisen));
    propose({ noteId });
    open(1);
    open(2);
    expect([...series.board(2).links.values()]).toMatchObject([
      { noteId, noteMeetingId: meetingIds[0], actionId: actionsOf(2)[0]!.id },
    ]);
  });

  it('can be cut at the new board', () => {
    const noteId = series.give(police, noteAdd({ place }, agency.polisen));
    propose({ noteId });
    open(1);
    const actionId = actionsOf(1)[0]!.id;
    series.give(police, { type: 'action.unlink', actionId, noteId }, 1);
    expect(series.board(1).links.size).toBe(0);
    expect(series.board(0).links.size).toBe(1);
  });

  it('A6 never reach further than they did, for the note is not there to be asked', () => {
    const noteId = series.give(
      police,
      noteAdd({ place }, agency.polisen, { audience: authorities }),
    );
    propose({ noteId });
    open(1);
    const carried = actionsOf(1)[0]!;
    const { id: actionId } = carried;
    series.give(
      police,
      {
        type: 'action.readdress',
        actionId,
        basedOn: versionOf(carried),
        audience: { kind: 'agencies', agencyIds: [agency.polisen] },
      },
      1,
    );
    const moved = actionsOf(1)[0]!;
    series.give(
      police,
      {
        type: 'action.readdress',
        actionId,
        basedOn: versionOf(moved),
        audience: { kind: 'table' },
      },
      1,
    );
    expect([...series.board(1).links.values()].map(({ audience }) => audience.kind)).toEqual([
      'agencies',
    ]);
  });
});
