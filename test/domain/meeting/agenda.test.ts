import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Audience } from '../../../src/contract/audience.js';
import { agendaInOrder } from '../../../src/domain/meeting/agenda.js';
import { agendaAdd, version } from '../../support/commands.js';
import { agency, coordinator, from, id } from './around-the-table.js';
import { SeriesAtTable } from './series-at-table.js';

let series: SeriesAtTable;
beforeEach(() => {
  series = new SeriesAtTable();
});

const add = (title: string, afterItemId: string | null = null) =>
  series.give(coordinator, agendaAdd(title, afterItemId));
const titles = () => agendaInOrder(series.board()).map(({ title }) => title);
const states = () => agendaInOrder(series.board()).map(({ state }) => state);
const refusal = (type: 'start' | 'finish' | 'defer' | 'resume' | 'remove', itemId: string) =>
  series.refusal(coordinator, { type: `agenda.${type}`, itemId });

describe('the order of the agenda', () => {
  it('puts an item first or right after another', () => {
    const first = add('första');
    add('sist', first);
    add('mellan', first);
    add('före');
    expect(titles()).toEqual(['före', 'första', 'mellan', 'sist']);
  });

  it('moves an item past its neighbours, to the front and to where it stands', () => {
    const one = add('ett');
    const two = add('två', one);
    const three = add('tre', two);
    const move = (itemId: string, afterItemId: string | null) =>
      series.give(coordinator, { type: 'agenda.move', itemId, afterItemId });
    move(one, three);
    expect(titles()).toEqual(['två', 'tre', 'ett']);
    move(three, null);
    expect(titles()).toEqual(['tre', 'två', 'ett']);
    move(two, three);
    expect(titles()).toEqual(['tre', 'två', 'ett']);
  });

  it('has a place of its own for every item, whatever was moved and removed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(2))), (steps) => {
        series = new SeriesAtTable();
        const wanted: string[] = [];
        for (const [one, other, kind] of steps) {
          const itemId = wanted[one % (wanted.length || 1)];
          const rest = kind === 0 ? wanted : wanted.filter((item) => item !== itemId);
          const at = other % (rest.length + 1);
          const afterItemId = at === 0 ? null : rest[at - 1]!;
          if (kind === 0 || itemId === undefined) wanted.splice(at, 0, add('punkt', afterItemId));
          else {
            wanted.splice(wanted.indexOf(itemId), 1);
            if (kind === 1) series.give(coordinator, { type: 'agenda.remove', itemId });
            else {
              series.give(coordinator, { type: 'agenda.move', itemId, afterItemId });
              wanted.splice(at, 0, itemId);
            }
          }
          expect(agendaInOrder(series.board()).map((item) => item.id)).toEqual(wanted);
        }
        const keys = [...series.board().agenda.values()].map((item) => item.orderKey);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('knows no place after an item that is not there, nor after itself', () => {
    const one = add('ett');
    const move = (afterItemId: string) =>
      series.refusal(coordinator, { type: 'agenda.move', itemId: one, afterItemId });
    expect(move(id('none', 1))).toBe('not-found');
    expect(move(one)).toBe('invalid-input');
  });

  it('L7 takes 60 items', () => {
    for (let count = 0; count < 60; count += 1) add(`punkt ${count}`);
    expect(series.refusal(coordinator, agendaAdd('en till'))).toBe('board-full');
  });
});

describe('the items of an open meeting', () => {
  let one: string;
  let two: string;
  beforeEach(() => {
    one = add('ett');
    two = add('två', one);
    series.give(coordinator, { type: 'meeting.open' });
  });

  it('are begun one at a time: the one before is done', () => {
    series.give(coordinator, { type: 'agenda.start', itemId: one });
    series.give(coordinator, { type: 'agenda.start', itemId: two });
    expect(states()).toEqual(['done', 'current']);
    expect(series.board().agenda.get(one)).toMatchObject({
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
    });
  });

  it('can be begun again after they were done or put off', () => {
    series.give(coordinator, { type: 'agenda.finish', itemId: one });
    series.give(coordinator, { type: 'agenda.defer', itemId: two });
    expect(states()).toEqual(['done', 'deferred']);
    series.give(coordinator, { type: 'agenda.resume', itemId: two });
    series.give(coordinator, { type: 'agenda.start', itemId: one });
    expect(states()).toEqual(['current', 'pending']);
    expect(series.board().agenda.get(one)?.finishedAt).toBeNull();
  });

  it('K9 take no step from where they are to where they are', () => {
    series.give(coordinator, { type: 'agenda.start', itemId: one });
    expect(refusal('start', one)).toBe('wrong-state');
    expect(refusal('remove', one)).toBe('wrong-state');
    expect(refusal('resume', two)).toBe('wrong-state');
    series.give(coordinator, { type: 'agenda.defer', itemId: two });
    expect(refusal('finish', two)).toBe('wrong-state');
  });

  it('K8 are edited on the basis of what one has read', () => {
    const edit = (revision: number, title: string) =>
      series.refusal(coordinator, {
        type: 'agenda.edit',
        itemId: one,
        basedOn: version(revision),
        title,
        minutes: 9,
      });
    expect(edit(1, 'nytt')).toBeNull();
    expect(edit(1, 'annat')).toBe('stale');
    expect(titles()).toEqual(['nytt', 'två']);
  });
});

describe('an agenda item that not everyone hears', () => {
  const authorities = { kind: 'authorities' } as const;
  const outsider = from('nattvandrarna', 'coordinator');
  const addClosed = (title: string, afterItemId: string | null = null) =>
    series.give(coordinator, { ...agendaAdd(title, afterItemId), audience: authorities });
  const readdress = (itemId: string, revision: number, from: Audience, audience: Audience) =>
    ({
      type: 'agenda.readdress',
      itemId,
      basedOn: version(revision, from),
      audience,
    }) as const;

  it('A3 is not there for one who leads and does not hear it', () => {
    const itemId = addClosed('stängd');
    const commands = ['start', 'finish', 'defer', 'resume', 'remove'] as const;
    series.give(coordinator, { type: 'meeting.open' });
    for (const type of commands)
      expect(series.refusal(outsider, { type: `agenda.${type}`, itemId })).toBe('not-found');
    const place = { ...agendaAdd('efter', itemId) };
    expect(series.refusal(outsider, place)).toBe('not-found');
    expect(series.refusal(outsider, readdress(itemId, 1, authorities, { kind: 'table' }))).toBe(
      'not-found',
    );
  });

  it('A4 is written by those who hear it', () => {
    const closed = { ...agendaAdd('stängd'), audience: authorities };
    expect(series.refusal(outsider, closed)).toBe('audience-mismatch');
  });

  it('A11 leaves the order at the table as it would be without', () => {
    const ordersAtTable = (alsoClosed: boolean) => {
      series = new SeriesAtTable();
      const one = add('ett');
      const closed = alsoClosed ? addClosed('stängd', one) : one;
      add('tre', one);
      if (alsoClosed) addClosed('stängd med', closed);
      add('två', one);
      return agendaInOrder(series.board())
        .filter(({ audience }) => audience.kind === 'table')
        .map(({ orderKey, title }) => [orderKey, title]);
    };
    expect(ordersAtTable(true)).toEqual(ordersAtTable(false));
  });

  it('A11 is begun while the one at the table goes on', () => {
    const one = add('ett');
    const [closed, after] = [addClosed('stängd', one), addClosed('stängd med')];
    series.give(coordinator, { type: 'meeting.open' });
    for (const itemId of [one, closed, after])
      series.give(coordinator, { type: 'agenda.start', itemId });
    const stateOf = (itemId: string) => series.board().agenda.get(itemId)?.state;
    expect([one, closed, after].map(stateOf)).toEqual(['current', 'done', 'current']);
  });

  it('A5 goes from one compartment to the other, gone from one and new in the other', () => {
    const one = add('ett');
    const { events } = series.carryOut(
      coordinator,
      readdress(one, 1, { kind: 'table' }, authorities),
    );
    expect(events.map(({ stream, type, changes }) => [stream, type, changes[0]?.entry])).toEqual([
      ['table', 'agenda.removed', 'removed'],
      ['authorities', 'agenda.added', 'agenda'],
    ]);
    expect(series.board().agenda.get(one)).toMatchObject({ audience: authorities, revision: 1 });
  });

  it('A5 says nothing of when it was taken up to those who have not heard of it', () => {
    const itemId = addClosed('stängd');
    series.give(coordinator, { type: 'meeting.open' });
    series.give(coordinator, { type: 'agenda.finish', itemId });
    const moved = (from: Audience, audience: Audience) => {
      const { revision } = series.board().agenda.get(itemId)!;
      series.give(coordinator, readdress(itemId, revision, from, audience));
      return series.board().agenda.get(itemId);
    };
    const agencies = { kind: 'agencies', agencyIds: [agency.kommunen, agency.polisen] } as const;
    const narrower = { ...agencies, agencyIds: [...agencies.agencyIds].sort() };
    expect(moved(authorities, narrower)).toMatchObject({ state: 'done' });
    const anew = { state: 'pending', startedAt: null, finishedAt: null };
    expect(moved(narrower, { kind: 'table' })).toMatchObject(anew);
  });

  it('is not readdressed while it is the current one', () => {
    const one = add('ett');
    series.give(coordinator, { type: 'meeting.open' });
    series.give(coordinator, { type: 'agenda.start', itemId: one });
    const { revision } = series.board().agenda.get(one)!;
    expect(
      series.refusal(coordinator, readdress(one, revision, { kind: 'table' }, authorities)),
    ).toBe('wrong-state');
  });
});
