/** What the days are called, written as within a sentence. */
import type { CalendarMark } from '../../../contract/calendar.js';
import type { KnownDay } from './swedish-holidays.js';

type Name = CalendarMark['name'];

export const dayNames: Record<KnownDay, Name> = {
  'new-years-day': { sv: 'nyårsdagen', en: 'New Year’s Day' },
  'epiphany-eve': { sv: 'trettondagsafton', en: 'Epiphany Eve' },
  epiphany: { sv: 'trettondedag jul', en: 'Epiphany' },
  'maundy-thursday': { sv: 'skärtorsdagen', en: 'Maundy Thursday' },
  'good-friday': { sv: 'långfredagen', en: 'Good Friday' },
  'holy-saturday': { sv: 'påskafton', en: 'Easter Eve' },
  'easter-sunday': { sv: 'påskdagen', en: 'Easter Sunday' },
  'easter-monday': { sv: 'annandag påsk', en: 'Easter Monday' },
  'walpurgis-night': { sv: 'valborgsmässoafton', en: 'Walpurgis Night' },
  'may-day': { sv: 'första maj', en: 'May Day' },
  'ascension-day': { sv: 'Kristi himmelsfärdsdag', en: 'Ascension Day' },
  'whitsun-eve': { sv: 'pingstafton', en: 'Whitsun Eve' },
  'whit-sunday': { sv: 'pingstdagen', en: 'Whit Sunday' },
  'whit-monday': { sv: 'annandag pingst', en: 'Whit Monday' },
  'national-day': { sv: 'nationaldagen', en: 'the National Day' },
  'midsummer-eve': { sv: 'midsommarafton', en: 'Midsummer’s Eve' },
  'midsummer-day': { sv: 'midsommardagen', en: 'Midsummer’s Day' },
  'all-saints-eve': { sv: 'allhelgonaafton', en: 'All Saints’ Eve' },
  'all-saints-day': { sv: 'alla helgons dag', en: 'All Saints’ Day' },
  'christmas-eve': { sv: 'julafton', en: 'Christmas Eve' },
  'christmas-day': { sv: 'juldagen', en: 'Christmas Day' },
  'boxing-day': { sv: 'annandag jul', en: 'Boxing Day' },
  'new-years-eve': { sv: 'nyårsafton', en: 'New Year’s Eve' },
};

export const eveOf = ({ sv, en }: Name): Name => ({
  sv: `dagen före ${sv}`,
  en: `the day before ${en}`,
});

export const betweenAfter = ({ sv, en }: Name): Name => ({
  sv: `klämdag efter ${sv}`,
  en: `a day between, after ${en}`,
});

export const betweenBefore = ({ sv, en }: Name): Name => ({
  sv: `klämdag före ${sv}`,
  en: `a day between, before ${en}`,
});

export const riskNames = {
  halloween: { sv: 'halloween', en: 'Halloween' },
  nightBeforeLucia: { sv: 'natten till Lucia', en: 'the night before St Lucia’s Day' },
  lucia: { sv: 'Lucia', en: 'St Lucia’s Day' },
  endOfSchool: { sv: 'skolavslutning', en: 'the end of school' },
  payday: { sv: 'lönehelg', en: 'payday weekend' },
} satisfies Record<string, Name>;
