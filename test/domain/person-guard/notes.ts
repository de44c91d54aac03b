// Notes as agencies write them, with all the numbers that belong in them: times, dates, roads, bus
// lines, counts, sums, case numbers. None of them identifies a person.
import type { Random } from './random.js';

type Part = (random: Random) => string;

const two = (value: number) => String(value).padStart(2, '0');
const oneOf =
  (...items: string[]): Part =>
  (random) =>
    random.pick(items);

const time: Part = (random) =>
  `${two(random.whole(0, 23))}${random.pick(['.', '.', ':'])}${random.pick(['00', '15', '30', '45', two(random.whole(0, 59))])}`;
const span: Part = (random) => {
  const dash = random.pick(['–', '-', ' - ', ' – ']);
  return random.pick([
    () => `${time(random)}${dash}${time(random)}`,
    () => `kl ${random.whole(18, 21)}${dash}${random.whole(22, 24)}`,
    () => `kl. ${time(random)}`,
    () => `mellan ${time(random)} och ${time(random)}`,
    () => `${two(random.whole(6, 9))}${dash}${random.whole(15, 18)}`,
  ])();
};
const isoDate: Part = (random) =>
  `${random.whole(2024, 2027)}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`;
const date: Part = (random) => {
  const [day, month, year] = [random.whole(1, 28), random.whole(1, 12), random.whole(2024, 2027)];
  return random.pick([
    () => isoDate(random),
    () => `${isoDate(random)} ${time(random)}`,
    () => `${isoDate(random)} ${span(random)}`,
    () => `${isoDate(random)} – ${isoDate(random)}`,
    () => `${day}/${month}`,
    () => `${day}/${month} ${year}`,
    () => `${day}/${month} ${year} ${span(random)}`,
    () => `${day}.${month}.${year}`,
    () => `${day}–${day + 2}/${month} ${year}`,
    () => `den ${day} november ${year} ${span(random)}`,
    () => `v. ${random.whole(1, 53)}`,
    () => `v. ${random.whole(40, 50)}–${random.whole(51, 53)} ${year}`,
    () => `fredag ${day}/${month} ${span(random)}`,
  ])();
};
const place: Part = (random) =>
  random.pick([
    () => `väg ${random.pick(['225', '73', '73', '539'])}`,
    () => `Väg ${random.whole(100, 999)}`,
    () => `länsväg ${random.whole(500, 999)}`,
    () => `Rv ${random.whole(40, 99)}`,
    () => `buss ${random.whole(100, 999)}`,
    () => `linje ${random.whole(100, 999)}`,
    () =>
      `bussarna ${random.whole(840, 849)}, ${random.whole(850, 859)} och ${random.whole(860, 869)}`,
    () => `pendeltåg ${random.whole(40, 44)}`,
    () => `tåg ${random.whole(100, 999)}`,
    () => `Storgatan ${random.whole(1, 40)}${random.pick(['', 'A', 'B', ' A'])}`,
    () => `hus ${random.whole(10, 40)}${random.pick(['A', 'B', ''])}`,
    () => `rum ${random.whole(100, 400)}`,
    () => `port ${random.whole(100, 400)}`,
    () => `149 ${random.whole(30, 99)} Nynäshamn`,
    () => `stolpe ${random.whole(1000, 9999)}`,
    () => `kvarteret Ekorren ${random.whole(1, 20)}`,
    () => `58.${random.digits(4)}, 17.${random.digits(4)}`,
    () => `gps ${random.whole(58, 59)}.${random.digits(6)},17.${random.digits(6)}`,
    () => 'stationen',
    () => 'torget',
    () => 'gångvägen till Gröndalsviken',
  ])();
const count: Part = (random) =>
  random.pick([
    () => `${random.whole(2, 40)} ungdomar`,
    () => `${random.whole(5, 10)}–${random.whole(11, 30)} personer`,
    () => `cirka ${random.whole(100, 900)} besökare`,
    () => `max ${random.whole(100, 900)} personer`,
    () => `SEK ${random.whole(100, 900)}`,
    () => `${random.whole(10, 99)} ${random.digits(3)} kr`,
    () => `${random.whole(1, 9)} ${random.digits(3)} ${random.digits(3)} kronor`,
    () => `${random.whole(1, 99)},${random.whole(0, 9)} %`,
    () => `${random.whole(10, 99)} km/h på en ${random.pick(['30', '40', '50'])}-väg`,
    () => `${random.whole(1, 9)} av ${random.whole(10, 30)}`,
    () =>
      `${random.whole(1, 30)}, ${random.whole(1, 30)}, ${random.whole(1, 30)} och ${random.whole(1, 30)} anmälningar de fyra veckorna`,
    () => `ökat från ${random.whole(10, 99)} (2024) till ${random.whole(10, 99)} (2025)`,
    () => `ålder ${random.whole(12, 15)}-${random.whole(16, 20)} år`,
    () => `klotter ${random.whole(2, 9)}x${random.whole(2, 9)} m`,
    () => `fre ${random.whole(1, 30)}, lör ${random.whole(1, 30)}, sön ${random.whole(1, 30)}`,
  ])();
const caseNumber: Part = (random) => {
  const year = random.whole(24, 27);
  return random.pick([
    () => `K${random.digits(6)}-${year}`,
    () => `5000-K${random.digits(random.whole(6, 7))}-${year}`,
    () => `K${random.digits(6)}-${year} ${count(random)}`,
    () => `A${random.digits(3)}.${random.digits(3)}/20${year}`,
    () => `dnr 20${year}/${random.digits(4)}`,
    () => `dnr KS 20${year}/${random.digits(4)}-${random.whole(1, 20)}`,
    () => `dnr SN 20${year}-${random.digits(5)}`,
    () => `felanmälan ${random.digits(6)}`,
    () => `felanmälan ${random.digits(10)}`,
    () => `ärende ${random.digits(8)}`,
    () => `ärendenummer ${random.digits(10)}`,
    () => `ärende SR${random.digits(7)}`,
    () => `ordernr ${random.digits(7)}`,
    () => `fakturanr ${random.digits(10)}`,
    () => `SFS 20${year}:${random.whole(100, 999)}`,
    () => `orgnr 5560${random.whole(10, 99)}-${random.digits(4)}`,
    () => `bankgiro ${random.digits(4)}-${random.digits(4)}`,
    () => `SSF 200 och SBF 110`,
    () => `händelse ${random.digits(6)}`,
    () => `lampa nr ${random.digits(5)}`,
  ])();
};
const call = oneOf(
  '112',
  '114 14',
  '1177',
  '020-123 456',
  '077-114 14 00',
  '0771-921 921',
  'SOS 112',
);
const what = oneOf(
  'Samling av ungdomar',
  'Mopeder kör fort',
  'Epatraktorer med hög musik',
  'Skadegörelse på busskur',
  'Belysningen är trasig',
  'Lugnt',
  'Eldning i papperskorg',
  'Berusade ungdomar',
  'Försäljning av cannabis misstänks',
  'Otrygghet',
  'Kastade stenar mot buss',
  'Nattvandring genomförd',
  'Inget att rapportera',
);

/** One note, of two to five sentences that hold one or two of these each. */
export function realisticNote(random: Random): string {
  const parts = [span, date, place, count, caseNumber, call];
  const sentence = () => {
    const [first, second] = [random.pick(parts), random.pick(parts)];
    return random.pick([
      () => `${what(random)} vid ${place(random)} ${span(random)}.`,
      () => `${what(random)}, ${first(random)}, ${second(random)}.`,
      () => `${what(random)} ${date(random)}. ${count(random)}.`,
      () => `${count(random)} ${place(random)} ${date(random)}`,
      () => `${what(random)} (${caseNumber(random)}), ${first(random)}.`,
      () => `Ring ${call(random)} vid behov, ${second(random)}.`,
      () => `${first(random)} ${second(random)}`,
    ])();
  };
  const sentences = Array.from({ length: random.whole(2, 5) }, sentence);
  return sentences.join(random.pick([' ', ' ', '\n', '\n- ']));
}
