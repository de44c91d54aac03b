import { describe, expect, it } from '@jest/globals';
import type { AttendanceState } from '../../src/contract/vocabulary.js';
import { whoIsHere } from '../../web/src/board/meeting/presence.js';

const agencies = ['Kommunen', 'Polisen', 'Väktarna', 'Handlarna'].map((shortName) => ({
  id: shortName,
  name: shortName,
  shortName,
  abbreviation: shortName.slice(0, 2),
  kind: 'authority' as const,
  isRetired: false,
}));
const said = (states: Record<string, AttendanceState>) =>
  new Map(
    Object.entries(states).map(([agencyId, state]) => [agencyId, { agencyId, state, revision: 1 }]),
  );
const names = (list: { shortName: string }[]) => list.map((agency) => agency.shortName);

describe('who is here', () => {
  it('counts those who have the board open, and those who sit there without it', () => {
    const who = whoIsHere(
      agencies,
      [
        { agencyId: 'Polisen', people: 2, opensClosed: true },
        { agencyId: 'Kommunen', people: 1, opensClosed: true },
      ],
      said({ Polisen: 'remote', Handlarna: 'present' }),
    );
    expect(who.here.map(({ agency, ...rest }) => ({ name: agency.shortName, ...rest }))).toEqual([
      { name: 'Kommunen', people: 1, remote: false },
      { name: 'Polisen', people: 2, remote: true },
      { name: 'Handlarna', people: 0, remote: false },
    ]);
  });

  it('names those who sent a report or said no', () => {
    const who = whoIsHere(agencies, [], said({ Väktarna: 'reported', Handlarna: 'absent' }));
    expect(who.here).toEqual([]);
    expect(names(who.reported)).toEqual(['Väktarna']);
    expect(names(who.absent)).toEqual(['Handlarna']);
  });

  it('believes the open board rather than the no', () => {
    const who = whoIsHere(
      agencies,
      [{ agencyId: 'Handlarna', people: 1, opensClosed: true }],
      said({ Handlarna: 'absent' }),
    );
    expect(who.here.map(({ agency }) => agency.shortName)).toEqual(['Handlarna']);
    expect(who.absent).toEqual([]);
  });
});
