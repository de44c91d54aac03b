import { describe, expect, it } from '@jest/globals';
import type { Audience } from '../../../src/contract/audience.js';
import { agendaInOrder } from '../../../src/domain/meeting/agenda.js';
import { replanMeeting, withdrawMeeting } from '../../../src/domain/meeting/replan.js';
import { actionPropose, agendaAdd } from '../../support/commands.js';
import { agency, coordinator, id, place, police } from './around-the-table.js';
import { SeriesAtTable } from './series-at-table.js';

const aThursday = {
  title: 'Utsättning',
  venue: 'Polishuset',
  startsAt: '2026-01-08T17:00:00.000Z',
  endsAt: '2026-01-08T17:50:00.000Z',
  timeZone: 'Europe/Stockholm',
};
let made = 0;
const newId = () => id('new', ++made);
const authorities: Audience = { kind: 'authorities' };

describe('a meeting that its series plans anew', () => {
  it('takes its evening’s actions along, each in its own stream, and no others', () => {
    const series = new SeriesAtTable();
    const propose = (fields: Parameters<typeof actionPropose>[2]) =>
      series.give(police, actionPropose({ place }, agency.polisen, fields));
    const open = propose({});
    const closed = propose({ audience: authorities });
    propose({ time: { kind: 'due', on: '2026-01-09' } });

    const drafts = replanMeeting(series.board(), aThursday, null, newId);

    expect(drafts).toMatchObject([
      { stream: 'table', type: 'meeting.replanned', changes: [{ put: aThursday }] },
      { stream: 'table', changes: [{ put: { id: open, dueOn: '2026-01-08' } }] },
      { stream: 'authorities', changes: [{ put: { id: closed, dueOn: '2026-01-08' } }] },
    ]);
    expect(drafts).toHaveLength(3);
  });

  it('gets the agenda it is given, unless that is the one everyone hears', () => {
    const series = new SeriesAtTable();
    const item = { title: 'Upprop', minutes: 5 };
    series.give(coordinator, agendaAdd(item.title));
    series.give(coordinator, { ...agendaAdd('Stängt'), audience: { kind: 'authorities' } });
    const entriesOf = (agenda: (typeof item)[]) =>
      replanMeeting(series.board(), aThursday, agenda, newId)[0]?.changes.map(({ entry }) => entry);
    expect(entriesOf([item])).toEqual(['meeting']);
    expect(entriesOf([item, item])).toEqual(['meeting', 'removed', 'agenda', 'agenda']);
    expect(agendaInOrder(series.board())).toHaveLength(2);
  });

  it('is cancelled, and nobody’s reason given, when the series has none on that day', () => {
    const draft = withdrawMeeting(new SeriesAtTable().board(), null);
    expect(draft).toMatchObject({
      type: 'meeting.cancelled',
      changes: [{ put: { status: 'cancelled', statusReason: null } }],
    });
  });
});
