import { describe, expect, it } from '@jest/globals';
import { markedDays, withLocalMarks } from '../../../src/domain/schedule/local-marks.js';

const break1 = {
  kind: 'school-break',
  title: 'Sportlov',
  startsOn: '2026-02-27',
  endsOn: '2026-03-01',
} as const;
const eve = {
  on: '2026-02-28',
  collides: true,
  marks: [{ kind: 'eve', name: { sv: 'afton', en: 'eve' } }],
} as const;
const day = { ...eve, marks: [...eve.marks] };
const mark = { kind: 'school-break', name: { sv: 'Sportlov', en: 'Sportlov' } };

describe('local days', () => {
  it('mark every day of theirs, across the end of a month, and make none collide', () => {
    expect(markedDays([day], [break1])).toEqual([
      { on: '2026-02-27', collides: false, marks: [mark] },
      { ...day, marks: [...day.marks, mark] },
      { on: '2026-03-01', collides: false, marks: [mark] },
    ]);
  });

  it('end school on the last weekday before a summer break, unless somebody says what that evening is', () => {
    const summer = {
      kind: 'school-break',
      title: 'Sommarlov',
      startsOn: '2026-06-15',
      endsOn: '2026-06-30',
    } as const;
    const days = (...local: Parameters<typeof markedDays>[1][number][]) =>
      markedDays([], local).filter(({ marks }) =>
        marks.some(({ kind }) => kind === 'risk-evening'),
      );
    expect(days(summer)).toEqual([]);
    const toAugust = { ...summer, endsOn: '2026-08-18' };
    const end = {
      kind: 'risk-evening',
      name: { sv: 'skolavslutning', en: 'the end of school' },
    };
    expect(days(toAugust)).toEqual([{ on: '2026-06-12', collides: false, marks: [end] }]);
    expect(days({ ...toAugust, startsOn: '2026-06-12' })).toMatchObject([{ on: '2026-06-11' }]);
    expect(days({ ...toAugust, kind: 'local-event' })).toEqual([]);
    const own = { kind: 'risk-evening', title: 'Avslutning i parken' } as const;
    expect(days(toAugust, { ...own, startsOn: '2026-06-12', endsOn: '2026-06-12' })).toMatchObject([
      { on: '2026-06-12', marks: [{ kind: 'risk-evening', name: { sv: 'Avslutning i parken' } }] },
    ]);
  });

  it('say the same once, and nothing of other days', () => {
    const other = { ...break1, startsOn: '2026-02-28' };
    expect(withLocalMarks(day, [break1, other]).marks).toHaveLength(2);
    expect(withLocalMarks({ ...day, on: '2026-03-02' }, [break1])).toEqual({
      ...day,
      on: '2026-03-02',
    });
  });
});
