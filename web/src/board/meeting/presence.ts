// Who is at the table: what the agencies have said, and who has the board open just now. Pure.
import type { Attendance } from '../../../../src/contract/board.js';
import type { Agency } from '../../../../src/contract/directory.js';
import type { PresenceFrame } from '../../../../src/contract/live.js';

interface AgencyHere {
  agency: Agency;
  /** How many of its people have the board open; 0 for those who sit in the room without it. */
  people: number;
  remote: boolean;
}

interface WhoIsHere {
  here: AgencyHere[];
  reported: Agency[];
  absent: Agency[];
}

/** All in the order of the partnership, so that nobody changes place when someone comes. */
export function whoIsHere(
  agencies: readonly Agency[],
  present: PresenceFrame['present'],
  attendance: ReadonlyMap<string, Attendance>,
): WhoIsHere {
  const peopleOf = new Map(present.map(({ agencyId, people }) => [agencyId, people]));
  const stateOf = (agency: Agency) => attendance.get(agency.id)?.state;
  const isHere = (agency: Agency) =>
    peopleOf.has(agency.id) || stateOf(agency) === 'present' || stateOf(agency) === 'remote';
  const away = agencies.filter((agency) => !isHere(agency));
  return {
    here: agencies.filter(isHere).map((agency) => ({
      agency,
      people: peopleOf.get(agency.id) ?? 0,
      remote: stateOf(agency) === 'remote',
    })),
    reported: away.filter((agency) => stateOf(agency) === 'reported'),
    absent: away.filter((agency) => stateOf(agency) === 'absent'),
  };
}
