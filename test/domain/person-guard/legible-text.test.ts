import { expect, it } from '@jest/globals';
import { readFields } from '../../../src/domain/person-guard/legible-text.js';

it('knows of each unit where it was written, and finds it out once, however much is found in it', () => {
  const { text, origins } = readFields(['åä', '', '１\u200b2']);
  expect(text).toBe('åä\n\n12');
  expect(origins()).toEqual([
    { field: 0, start: 0, end: 1 },
    { field: 0, start: 1, end: 2 },
    { field: 0, start: 2, end: 2 },
    { field: 1, start: 0, end: 0 },
    { field: 2, start: 0, end: 1 },
    { field: 2, start: 2, end: 3 },
  ]);
  expect(origins()).toBe(origins());
});
