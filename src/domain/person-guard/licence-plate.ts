// Swedish licence plates, ABC 123 and ABC 12D. Many three letters with a number after them are no
// plate (SEK 500, max 120), so words and abbreviations are known, and small letters need a reason.
import type { Span } from './legible-text.js';

const letter = '[A-HJ-PR-UW-Z]';
const plate = new RegExp(
  `(?<![\\p{L}\\p{N}])(${letter}{3})( ?[-.]? ?)(?:\\d{3}|\\d{2}[A-HJ-NPR-UW-Z])(?![\\p{L}\\p{N}]|[.,:-]\\d| \\d{3}(?!\\d))`,
  'giu',
);

/** Before the plate, and certain: what follows is one whatever it reads like. */
const named = /(?:\breg(?:\.|istrerings?)? ?(?:nr|nummer|numret)|skylt(?:en|ad|ar)?)[ .:]{0,3}$/i;
/** Near the plate: speaks for one where small letters leave it open. */
const vehicle =
  /(?:\b|[a-zåäö])(?:bil|bilen|fordon|fordonet|moped|mopeden|epa|epan|mc|motorcykel|taxi|volvo|saab|audi|bmw|golf|skylt|reg|regnr)[ .:,(]{0,3}$/i;

const words = new Set(
  // Currencies, numbers to call, units and limits.
  (
    'sek nok dkk eur usd gbp sos sms mms tel tfn fax max min utc gmt cet gps led lux ppm rpm kmh kwh dba ' +
    // Laws, norms, documents and bodies that go by number.
    'rps fap sfs sou lss lul lob lpt pbl brb scb msb ntu ssf sbf sba afs bbr bfs hvb bup dnr pnr pdf url ' +
    // Words.
    'ann att bad bar ben ber bil bor bot bus byn byt dag dam dec del den der dem det dom dun efter ett fax fem ' +
    'fan fel fem feb fly for fre fyr ger gratis hal han har hem her het hon hos hus jag jan jul jun kan kap kom ' +
    'kul kurs lag lap led les mål man mars med men mer mot nej ner nov nor nr nya och okt oss par per plan ' +
    'port rad ran rum sal san sep ser sex ska som son syd sju tag tal tar ten test tex tog tom ton top torg tot ' +
    'tre tur two typ upp ute den end for the and bus was has had now not run let log hot top day'
  ).split(' '),
);

export function licencePlatesIn(text: string): Span[] {
  const found: Span[] = [];
  for (const { 0: match, 1: letters = '', 2: joint = '', index } of text.matchAll(plate)) {
    const before = text.slice(Math.max(0, index - 30), index);
    if (named.test(before) || reads(letters, joint, before))
      found.push({ start: index, end: index + match.length });
  }
  return found;
}

function reads(letters: string, joint: string, before: string): boolean {
  if (words.has(letters.toLowerCase())) return false;
  return letters === letters.toUpperCase() || joint === '' || vehicle.test(before);
}
