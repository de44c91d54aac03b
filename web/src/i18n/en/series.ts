import { capital } from '../../format/words.js';
import type { Pattern } from '../../pages/series/recurrence.js';
import type { series as swedish } from '../sv/series.js';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

function everyWord(count: number): string {
  if (count === 1) return 'every';
  if (count === 2) return 'every other';
  return `every ${ordinals[count - 1] ?? `${count}th`}`;
}

const nthWord = (nth: number) => (nth === -1 ? 'last' : (ordinals[nth - 1] ?? ''));

function patternWords(pattern: Pattern): string {
  if (pattern.kind === 'month') {
    const day = `the ${nthWord(pattern.nth)} ${weekdays[pattern.weekday - 1]}`;
    const months =
      pattern.everyMonths === 1 ? 'the month' : `${everyWord(pattern.everyMonths)} month`;
    return capital(`${day} of ${months}`);
  }
  const days = pattern.weekdays.map((weekday) => weekdays[weekday - 1]);
  if (days.length === 1) return capital(`${everyWord(pattern.every)} ${days[0]}`);
  const list = `${days.slice(0, -1).join(', ')} and ${days.at(-1)}`;
  return capital(`${everyWord(pattern.every)} week: ${days.length > 0 ? list : '…'}`);
}

export const series = {
  title: 'Series',
  newTitle: 'New series',
  editTitle: (title: string) => `Edit ${title}`,
  nothing: 'There is no series yet',
  nothingHint:
    'A series says how often you meet. Its meetings are laid out by themselves, a year ahead.',
  create: 'Create a series',
  singleDates: 'Single meetings and the year',
  edit: 'Edit the series',
  noneComing: 'No coming meetings',
  nextDates: 'Next meetings',
  saved: (title: string) => `${title} is saved.`,
  what: 'What and where',
  name: 'Name',
  defaultName: 'Briefing',
  venue: 'Place',
  venueHint: 'For example the town hall, large room',
  when: 'When',
  from: 'First meeting no earlier than',
  time: 'Starts at',
  duration: 'Length in minutes',
  durationFault: 'Write 1–1440 minutes.',
  howOften: 'How often?',
  patternWords,
  countsWeeks: (every: number) =>
    every === 1
      ? 'Counts weeks: always one week between.'
      : `Counts weeks: always ${every} weeks between.`,
  countsMonth: 'Counts within the month: sometimes four, sometimes five weeks between.',
  countsMonths: 'Counts within the month: the number of weeks between varies.',
  ownRule: 'A rule of its own',
  ownRuleHint: 'The rule was made in another program (RFC 5545) and is kept as it is.',
  everyWeeks: 'Weeks between',
  everyMonths: 'Months between',
  everyFault: 'Write a whole number, 1–99.',
  weekdays: 'Weekdays',
  weekdaysFault: 'Choose at least one weekday.',
  nth: 'Which of the month',
  nthWord: (nth: number) => capital(nthWord(nth)),
  weekday: 'Weekday',
  ending: 'Ends',
  endingKind: { never: 'No end', until: 'On a date', count: 'After a number' },
  untilOn: 'Last day',
  count: 'Number of meetings',
  countFault: 'Write a whole number, 1–1000.',
  dates: 'The next twelve dates',
  datesHint: 'Answer where a date collides, skip one, or add a meeting besides.',
  noDates: 'No dates ahead with these choices.',
  skipDate: 'Skip',
  restoreDate: 'Restore',
  skipped: 'skipped',
  collisionOn: (day: string) => `Collision ${day}`,
  howToDo: 'Collides. What will you do?',
  answer: {
    hold: 'Hold anyway',
    thursday: 'Thursday instead',
    cancel: 'Cancel it',
    'hold-with-more-staff': 'Hold with more staff',
  },
  thursdayInstead: (day: string, names: readonly string[]) =>
    `Take ${day} instead${names.length > 0 ? ` (${names.join(', ')})` : ''}`,
  movedTo: (day: string) => `Moved to ${day}`,
  notSaved: 'Saved with the series',
  changeAnswer: 'Change the answer',
  decisions: 'Collisions',
  extra: 'extra',
  removeExtra: 'Remove',
  extraDate: 'Extra date',
  addExtra: 'Add date',
  extraExists: 'That date is there already.',
  agenda: 'Agenda',
  agendaHint: 'Each meeting gets a copy, which can be changed on the board.',
  agendaItem: (nth: number) => `Item ${nth}`,
  agendaMinutes: 'Minutes',
  agendaSum: (sum: number, length: number) => `${sum} of ${length} min`,
  agendaOver: (minutes: number) => `${minutes} min too long`,
  agendaLeft: (minutes: number) => `${minutes} min left`,
  agendaExact: 'Fills the meeting exactly',
  agendaFault: 'Each item needs a heading and 1–240 minutes.',
  addItem: 'Add item',
  moveUp: 'Up',
  moveDown: 'Down',
  createNow: 'Create the series',
  save: 'Save the series',
  fix: 'Something is missing. It is marked at the field.',
  leave: 'You have changes that are not saved. Leave the page anyway?',
  staleTitle: 'Someone else has changed the series',
  staleHint: 'What you wrote is kept. Compare and choose.',
  staleField: 'Field',
  mine: 'Yours',
  theirs: 'Saved now',
  keepMine: 'Keep mine and save',
  takeTheirs: 'Take what is saved',
  rule: 'Comes back',
  excluded: 'Skipped',
  extras: 'Extra dates',
  defaultAgenda: [
    { title: 'Roll call and who is on duty tonight', minutes: 5 },
    { title: 'Reminder of secrecy, and the agenda', minutes: 2 },
    { title: 'Follow-up of the last briefing’s actions', minutes: 8 },
    { title: 'The situation, agency by agency', minutes: 15 },
    { title: 'Joint assessment: level by place and theme', minutes: 5 },
    { title: 'Tonight’s actions: who, where, when, how to reach them', minutes: 8 },
    { title: 'The coming three weeks: breaks, events, risk evenings', minutes: 4 },
    { title: 'Citizen promises: where they stand', minutes: 2 },
    { title: 'Next meeting', minutes: 1 },
  ],
} satisfies typeof swedish;
