import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Audience } from '../../../src/contract/audience.js';
import type { ActionTime } from '../../../src/contract/board.js';
import type { CommandOf, Version } from '../../../src/contract/commands.js';
import { actionPropose, version } from '../../support/commands.js';
import { agency, coordinator, from, id, place, police, volunteer } from './around-the-table.js';
import { SeriesAtTable } from './series-at-table.js';

let series: SeriesAtTable;
beforeEach(() => {
  series = new SeriesAtTable();
});

const authorities: Audience = { kind: 'authorities' };
const outcome = { effect: 'effect', text: 'lugnt' } as const;
const action = (actionId: string) => series.board().actions.get(actionId);
const propose = (
  leadingAgencyId: string,
  fields: Partial<CommandOf<'action.propose'>> = {},
  actor = volunteer,
) => series.give(actor, actionPropose({ place }, leadingAgencyId, fields));
function edit(
  actionId: string,
  basedOn: Version,
  leadingAgencyId: string,
  fields: Partial<CommandOf<'action.propose'>>,
): CommandOf<'action.edit'> {
  const {
    noteId: _note,
    audience: _audience,
    ...all
  } = actionPropose({ place }, leadingAgencyId, fields);
  return { ...all, type: 'action.edit', actionId, basedOn };
}

describe('an action', () => {
  it('goes from proposal to outcome', () => {
    const actionId = propose(agency.polisen);
    expect(action(actionId)).toMatchObject({
      state: 'proposed',
      agencyId: agency.nattvandrarna,
      carriedCount: 0,
    });
    series.give(police, { type: 'action.agree', actionId });
    series.give(police, { type: 'action.start', actionId });
    series.give(police, { type: 'action.finish', actionId, outcome });
    expect(action(actionId)).toMatchObject({ state: 'done', outcome });
    expect(series.refusal(police, { type: 'action.cancel', actionId, reason: 'nej' })).toBe(
      'wrong-state',
    );
  });

  it('K9 takes no step that its state does not allow', () => {
    const actionId = propose(agency.polisen);
    expect(series.refusal(police, { type: 'action.start', actionId })).toBe('wrong-state');
    expect(series.refusal(police, { type: 'action.finish', actionId, outcome })).toBe(
      'wrong-state',
    );
    series.give(police, { type: 'action.cancel', actionId, reason: 'inställt' });
    expect(action(actionId)).toMatchObject({ state: 'cancelled', cancelReason: 'inställt' });
  });

  it('is agreed on by who leads it, not by who proposed it', () => {
    const actionId = propose(agency.polisen);
    expect(series.refusal(volunteer, { type: 'action.agree', actionId })).toBe('not-allowed');
    expect(series.refusal(from('bostadsbolaget'), { type: 'action.agree', actionId })).toBe(
      'not-allowed',
    );
    expect(series.refusal(coordinator, { type: 'action.agree', actionId })).toBeNull();
  });

  it('is followed up after its meeting has closed, but no longer rewritten', () => {
    const actionId = propose(agency.polisen);
    series.give(police, { type: 'action.agree', actionId });
    series.give(coordinator, { type: 'meeting.open' });
    series.give(coordinator, { type: 'meeting.close' });
    expect(
      series.refusal(volunteer, edit(actionId, version(2), agency.polisen, { what: 'nytt' })),
    ).toBe('wrong-state');
    expect(series.refusal(police, { type: 'action.finish', actionId, outcome })).toBeNull();
  });

  it('A7 is led and supported by agencies that hear it', () => {
    const ask = (leadingAgencyId: string, supportingAgencyIds: string[]) =>
      series.refusal(
        police,
        actionPropose({ place }, leadingAgencyId, { audience: authorities, supportingAgencyIds }),
      );
    expect(ask(agency.polisen, [agency.kommunen])).toBeNull();
    expect(ask(agency.nattvandrarna, [])).toBe('audience-mismatch');
    expect(ask(agency.polisen, [agency.nattvandrarna])).toBe('audience-mismatch');
    expect(ask(agency.polisen, [id('ag', 99)])).toBe('unknown-reference');
  });

  it('A7 neither gains someone who cannot hear it nor moves away from someone involved', () => {
    const closed = propose(agency.polisen, { audience: authorities }, police);
    expect(
      series.refusal(
        police,
        edit(closed, version(1, authorities), agency.polisen, {
          supportingAgencyIds: [agency.nattvandrarna],
        }),
      ),
    ).toBe('audience-mismatch');
    const open = propose(agency.polisen, { supportingAgencyIds: [agency.nattvandrarna] }, police);
    expect(
      series.refusal(police, {
        type: 'action.readdress',
        actionId: open,
        basedOn: version(1),
        audience: authorities,
      }),
    ).toBe('audience-mismatch');
  });

  it('does not name who leads it among those who support', () => {
    const supportingAgencyIds = [agency.kommunen, agency.polisen];
    const actionId = propose(agency.polisen, { supportingAgencyIds });
    expect(action(actionId)?.supportingAgencyIds).toEqual([agency.kommunen]);
  });

  it('A4 is closed by its owner alone, though a coordinator may edit it', () => {
    const actionId = propose(agency.polisen, {}, police);
    const readdress: CommandOf<'action.readdress'> = {
      type: 'action.readdress',
      actionId,
      basedOn: version(1),
      audience: authorities,
    };
    expect(series.refusal(coordinator, readdress)).toBe('not-allowed');
    expect(series.refusal(police, readdress)).toBeNull();
    expect(action(actionId)).toMatchObject({ audience: authorities, revision: 1 });
  });
});

describe('the last day of an action', () => {
  const dueOn = (time: ActionTime) => action(propose(agency.polisen, { time }))?.dueOn;
  const startingAt = (startsAt: string) =>
    series.arrange((board) => ({ ...board, meeting: { ...board.meeting, startsAt } }));
  const tonight: ActionTime = { kind: 'tonight', from: '21:00', to: '02:00' };

  it('is the one it was given', () => {
    expect(dueOn({ kind: 'due', on: '2026-03-01' })).toBe('2026-03-01');
  });

  it('is the day of the meeting where the meeting is, wherever the server stands', () => {
    expect(dueOn(tonight)).toBe('2026-01-09');
    startingAt('2026-01-09T22:59:00.000Z');
    expect(dueOn(tonight)).toBe('2026-01-09');
    startingAt('2026-01-09T23:00:00.000Z');
    expect(dueOn(tonight)).toBe('2026-01-10');
    startingAt('2026-06-19T22:30:00.000Z');
    expect(dueOn(tonight)).toBe('2026-06-20');
  });
});
