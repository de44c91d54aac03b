import type { start as swedish } from '../sv/start.js';

export const start = {
  title: 'Next briefing',
  inDays: (days: number) => (days <= 0 ? 'Today' : days === 1 ? 'Tomorrow' : `In ${days} days`),
  join: 'Join now',
  openBoard: 'Open the board',
  toCalendar: 'Fetch the meeting to your calendar',
  subscribe: 'Subscribe to all meetings',
  noPlace: 'Place not decided',
  nothingPlanned: 'No meeting is planned',
  planOne: 'Create a series, and its meetings are laid out by themselves.',
  waitForPlan: 'When the coordinator has planned a meeting it shows here.',
  newSeries: 'Create a series',
  myActions: (agency: string) => `To do for ${agency}`,
  noActions: 'Nothing waits for you just now',
  noActionsHint: 'Actions that you lead or support show here, oldest first.',
  allActions: 'All your actions',
  agenda: 'Agenda',
  agendaSum: (minutes: number) => `${minutes} min`,
  noAgenda: 'No agenda yet',
  coming: 'After that',
  allMeetings: 'All meetings',
  agreementEnds: {
    soon: (day: string) => `The agreement ends ${day}.`,
    past: (day: string) => `The agreement ended ${day}.`,
  },
} satisfies typeof swedish;
