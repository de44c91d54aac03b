import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agendaInOrder, currentItem } from '../../../src/domain/meeting/agenda.js';
import { version } from '../../support/commands.js';
import { coordinator, id } from './around-the-table.js';
import { SeriesAtTable } from './series-at-table.js';

let series: SeriesAtTable;
beforeEach(() => {
  series = new SeriesAtTable();
});

const add = (title: string, afterItemId: string | null = null) =>
  series.give(coordinator, { type: 'agenda.add', title, minutes: 5, afterItemId });
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
    expect(
      series.refusal(coordinator, {
        type: 'agenda.add',
        title: 'en till',
        minutes: 5,
        afterItemId: null,
      }),
    ).toBe('board-full');
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
    expect(currentItem(series.board())?.id).toBe(two);
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
