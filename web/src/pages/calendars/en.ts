import type { CalendarsWords } from './sv.js';

export const en: CalendarsWords = {
  title: 'Calendar',
  purpose:
    'Subscribe, and the meetings come into your own calendar. When a meeting is moved or cancelled, it changes there as well.',
  make: 'Make an address',
  which: 'Which meetings',
  whichHint: 'The address is yours and ends when you leave your agency or the partnership.',
  mine: 'All meetings, for yourself',
  ofAgency: (agency) => `All meetings, for a calendar you share (${agency})`,
  ofSeries: (title) => `Only the series ${title}`,
  scopes: {
    person: 'All meetings',
    agency: 'All meetings, shared calendar',
    series: 'One series',
  },
  madeTitle: 'Your address is ready',
  once: 'The address is shown only now. Copy it or open it before you go on.',
  secret:
    'Whoever has the address sees when and where you meet, without signing in. Do not pass it on.',
  address: 'Address',
  copy: 'Copy the address',
  copied: 'The address has been copied.',
  notCopied: 'The address is selected. Copy it with Ctrl+C.',
  open: 'Open in the calendar app',
  done: 'Done',
  how: 'How to',
  howTos: [
    {
      name: 'Outlook',
      steps: [
        'Copy the address.',
        'Open the calendar in Outlook on the web or the new Outlook and choose Add calendar.',
        'Choose Subscribe from web, paste the address and choose Import.',
      ],
    },
    {
      name: 'Google Calendar',
      steps: [
        'Copy the address and open calendar.google.com on a computer.',
        'Choose the plus sign by Other calendars and then From URL.',
        'Paste the address and choose Add calendar. Google fetches changes about once a day.',
      ],
    },
    {
      name: 'The phone',
      steps: [
        'iPhone: press Open in the calendar app and then Subscribe.',
        'Android: add the address to Google Calendar on a computer, and the meetings show on the phone.',
      ],
    },
  ],
  list: 'Addresses in use',
  none: 'You have no addresses yet',
  noneHint: 'Choose which meetings, and make an address.',
  madeAt: (day) => `Made ${day}`,
  madeBy: (name, day) => `Made by ${name} ${day}`,
  fetchedAt: (day, time) => `Last fetched ${day} ${time}`,
  neverFetched: 'Not fetched yet',
  renew: 'New address',
  renewNamed: (name) => `New address for ${name}`,
  renewTitle: 'Make a new address?',
  renewHint:
    'The old one stops working at once. Calendars that fetch it must be given the new one.',
  end: 'Remove',
  endNamed: (name) => `Remove the address for ${name}`,
  endTitle: 'Remove the address?',
  endHint: 'Calendars that fetch it are told nothing more.',
  ended: 'The address has been removed.',
  one: 'One meeting only',
  oneHint:
    'On the start page and in the meeting’s menu you can fetch a single meeting as a file. It is a copy: when the meeting is moved or cancelled, the copy stays as it is. Subscribe instead if the calendar should follow.',
  local: 'School breaks and events',
  localHint:
    'School breaks and events that the partnership has marked show at the meetings of those days.',
  toLocal: 'Show school breaks and events',
};
