import { expect, it } from '@jest/globals';
import type { Series } from '../../src/contract/series.js';
import { partsOf } from '../../web/src/pages/following/series-parts.js';
import { thirdFriday } from '../support/third-friday.js';

const series = (id: string, continues: Series['continues'] = null): Series => ({
  title: 'Utsättning',
  venue: '',
  definition: thirdFriday,
  agendaTemplate: [{ title: 'Upprop', minutes: 5 }],
  id,
  decisions: [],
  continues,
  version: 1,
});

it('a series is shown in its parts, from the first to the last', () => {
  const last = series('c', { seriesId: 'b', from: '2026-12-11' });
  const middle = series('b', { seriesId: 'a', from: '2026-10-09' });
  const [first, other] = [series('a'), series('d')];
  expect(partsOf([last, first, other, middle])).toEqual([
    [
      { series: first, until: '2026-10-08' },
      { series: middle, until: '2026-12-10' },
      { series: last, until: null },
    ],
    [{ series: other, until: null }],
  ]);
});
