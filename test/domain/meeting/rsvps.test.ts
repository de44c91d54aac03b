import { describe, expect, it } from '@jest/globals';
import type { RsvpAnswer } from '../../../src/contract/vocabulary.js';
import { comingIn, staysBefore } from '../../../src/domain/meeting/rsvps.js';

const says = (personId: string, answer: RsvpAnswer, deputyId?: string, isBeforeMove = false) => ({
  ...{ personId, agencyId: `the agency of ${personId.charAt(0)}`, answer, isBeforeMove },
  deputy: deputyId === undefined ? null : { personId: deputyId, name: deputyId },
});
const comes = (...answers: ReturnType<typeof says>[]) => [...comingIn(answers).keys()].sort();

describe('who comes', () => {
  it('is whoever says so, and in place of who does not, the deputy', () => {
    expect(comes()).toEqual([]);
    expect(comes(says('a1', 'comes'), says('b1', 'declines'))).toEqual(['a1']);
    expect(comingIn([says('a1', 'sends-deputy', 'a2')])).toEqual(
      new Map([['a2', 'the agency of a']]),
    );
  });

  it('is a deputy once, whoever named them and in whichever order they answered', () => {
    const sent = says('a1', 'sends-deputy', 'a2');
    const own = says('a2', 'comes');
    expect(comes(sent, own)).toEqual(['a2']);
    expect(comes(own, sent, says('a3', 'sends-deputy', 'a2'))).toEqual(['a2']);
  });

  it('is no deputy who says otherwise, nor sends another', () => {
    const sent = says('a1', 'sends-deputy', 'a2');
    expect(comes(says('a2', 'declines'), sent)).toEqual([]);
    expect(comes(sent, says('a2', 'sends-deputy', 'a3'))).toEqual(['a3']);
  });

  it('follows from no answer given before the meeting was moved', () => {
    const sent = says('a1', 'sends-deputy', 'a2');
    expect(comes(says('b1', 'comes', undefined, true))).toEqual([]);
    expect(comes(says('a1', 'sends-deputy', 'a2', true))).toEqual([]);
    expect(comes(sent, says('a2', 'declines', undefined, true))).toEqual(['a2']);
  });
});

describe('an answer that stands when another arrives', () => {
  const [monday, tuesday] = ['2026-03-02T17:00:00Z', '2026-03-03T17:00:00Z'].map(
    (day) => new Date(day),
  ) as [Date, Date];
  const given = (minute: number, forStart: Date | null) => ({
    at: new Date(minute * 60_000),
    forStart,
  });

  it.each([
    ['the later of two for the same time', 2, monday, 1, monday, true],
    ['the earlier of two for the same time', 1, monday, 2, monday, false],
    ['the earlier of two for a time that was', 1, tuesday, 2, tuesday, false],
    ['one for this time, before a later one for another', 1, monday, 2, tuesday, true],
    ['one for another time, before one for this', 2, tuesday, 1, monday, false],
    ['one whose time was not noted', 1, null, 2, tuesday, true],
  ])('%s', (_, standsAt, standsFor, arrivesAt, arrivesFor, stays) => {
    const standing = given(standsAt, standsFor);
    expect(staysBefore(standing, given(arrivesAt, arrivesFor), monday)).toBe(stays);
  });
});
