import type { followUp as swedish } from '../sv/follow-up.js';

const ordinals = [
  'First',
  'Second',
  'Third',
  'Fourth',
  'Fifth',
  'Sixth',
  'Seventh',
  'Eighth',
  'Ninth',
  'Tenth',
];

export const followUp = {
  title: 'Follow-up',
  purpose: 'Actions from all meetings. An action leaves the list only when its outcome is written.',
  filters: 'Show',
  agency: 'Leads or supports',
  place: 'Place',
  theme: 'Theme',
  state: 'State',
  anyAgency: 'All agencies',
  anyPlace: 'All places',
  anyTheme: 'All themes',
  anyState: 'All states',
  stillOpen: 'Not finished',
  onlyOverdue: 'Only overdue',
  clear: 'Clear the selection',
  shown: (count: number, more: boolean) =>
    more ? `The first ${count} actions` : count === 1 ? 'One action' : `${count} actions`,
  more: 'Show more',
  nothing: 'No actions here yet',
  nothingHint: 'Actions are proposed on a meeting’s board and followed here until they are done.',
  nothingMatches: 'No actions match the selection',
  toMeetings: 'To meetings',
  changed: (what: string) => `Saved: ${what}`,
  dueOn: (day: string) => `due ${day}`,
  overdueSince: (day: string) => `Overdue since ${day}`,
  meetingInARow: (nth: number) => `${ordinals[nth - 1] ?? `No. ${nth}`} meeting in a row`,
  leads: (leading: string, supporting: string[]) =>
    supporting.length > 0
      ? `${leading} leads, supported by ${supporting.join(', ')}`
      : `${leading} leads`,
  because: 'Written off because:',
  meetingOf: (day: string) => `Meeting ${day}`,
  carriedFrom: (day: string) => `carried over from ${day}`,
  carriedTo: 'carried over to a later meeting',
  step: {
    'action.agree': 'We agree',
    'action.start': 'Start',
    'action.finish': 'Outcome …',
    'action.cancel': 'Write off …',
  },
  outcomeTitle: 'What came of it?',
  didItHelp: 'Outcome',
  whatHappened: 'What happened?',
  noPeople: 'Write about place, time and event – never about individuals.',
  saveOutcome: 'Save outcome',
  writeOffTitle: 'Write off the action',
  why: 'Why will it not be done?',
  writeOff: 'Write off',
} satisfies typeof swedish;
