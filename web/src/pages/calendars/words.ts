// These words come with the page and not with the first load.
import { language } from '../../i18n/language.svelte.js';

const sv = {
  title: 'Kalender',
  purpose:
    'Prenumerera, så kommer mötena in i din egen kalender. När ett möte flyttas eller ställs in ändras det där också.',
  make: 'Gör en adress',
  which: 'Vilka möten',
  whichHint: 'Adressen hör till dig och slutar gälla när du lämnar din aktör eller samverkan.',
  mine: 'Alla möten, för dig själv',
  ofAgency: (agency: string) => `Alla möten, för en kalender ni delar (${agency})`,
  ofSeries: (title: string) => `Bara serien ${title}`,
  scopes: {
    person: 'Alla möten',
    agency: 'Alla möten, delad kalender',
    series: 'En serie',
  },
  madeTitle: 'Din adress är klar',
  once: 'Adressen visas bara nu. Kopiera den eller öppna den innan du går vidare.',
  secret:
    'Den som har adressen ser när och var ni möts, utan att logga in. Skicka den inte vidare.',
  address: 'Adress',
  copy: 'Kopiera adressen',
  copied: 'Adressen är kopierad.',
  notCopied: 'Adressen är markerad. Kopiera den med Ctrl+C.',
  open: 'Öppna i kalenderappen',
  done: 'Klar',
  how: 'Så gör du',
  howTos: [
    {
      name: 'Outlook',
      steps: [
        'Kopiera adressen.',
        'Öppna kalendern i Outlook på webben eller nya Outlook och välj Lägg till kalender.',
        'Välj Prenumerera från webben, klistra in adressen och välj Importera.',
      ],
    },
    {
      name: 'Google Kalender',
      steps: [
        'Kopiera adressen och öppna calendar.google.com på en dator.',
        'Välj plustecknet vid Andra kalendrar och sedan Från webbadress.',
        'Klistra in adressen och välj Lägg till kalender. Google hämtar ändringar någon gång om dygnet.',
      ],
    },
    {
      name: 'Telefonen',
      steps: [
        'iPhone: tryck på Öppna i kalenderappen och sedan på Prenumerera.',
        'Android: lägg till adressen i Google Kalender på en dator, så syns mötena i telefonen.',
      ],
    },
  ],
  list: 'Adresser som gäller',
  none: 'Du har inga adresser än',
  noneHint: 'Välj vilka möten det gäller och gör en adress.',
  madeAt: (day: string) => `Gjord ${day}`,
  madeBy: (name: string, day: string) => `Gjord av ${name} ${day}`,
  fetchedAt: (day: string, time: string) => `Senast hämtad ${day} kl. ${time}`,
  neverFetched: 'Har inte hämtats än',
  renew: 'Ny adress',
  renewNamed: (name: string) => `Ny adress för ${name}`,
  renewTitle: 'Göra en ny adress?',
  renewHint: 'Den gamla slutar gälla genast. Kalendrar som hämtar den måste få den nya.',
  end: 'Ta bort',
  endNamed: (name: string) => `Ta bort adressen för ${name}`,
  endTitle: 'Ta bort adressen?',
  endHint: 'Kalendrar som hämtar den får inte veta något mer.',
  ended: 'Adressen är borttagen.',
  one: 'Bara ett möte',
  oneHint:
    'På startsidan och i mötets meny kan du hämta ett enda möte som en fil. Den är en kopia: flyttas eller ställs mötet in ändras inte kopian. Prenumerera hellre om du vill att kalendern ska följa med.',
  local: 'Lov och evenemang',
  localHint: 'Skollov och evenemang som samverkan har markerat syns vid mötena de dagarna.',
  toLocal: 'Visa lov och evenemang',
};
export type CalendarsWords = typeof sv;

const en: CalendarsWords = {
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

/** What reads them follows a change of language. */
export const words = (): CalendarsWords => ({ sv, en })[language.current];
