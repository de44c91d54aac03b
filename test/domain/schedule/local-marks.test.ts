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

  it('say the same once, and nothing of other days', () => {
    const other = { ...break1, startsOn: '2026-02-28' };
    expect(withLocalMarks(day, [break1, other]).marks).toHaveLength(2);
    expect(withLocalMarks({ ...day, on: '2026-03-02' }, [break1])).toEqual({
      ...day,
      on: '2026-03-02',
    });
  });
});
