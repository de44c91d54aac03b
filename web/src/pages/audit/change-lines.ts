// What a change of the directory was, from what stood there before and what stands there after.
import { wordFor, type Wording } from './wording.js';

type Fact = Readonly<Record<string, unknown>>;

export interface Change {
  readonly before: Fact | null;
  readonly after: Fact | null;
}

/** A right gained, lost, or changed into another. */
export function grantLines({ before, after }: Change, by: Wording): string[] {
  const { details: w, names, roles } = by;
  const role = (fact: Fact) => wordFor(roles, String(fact.role))?.toLowerCase() ?? '–';
  const agency = (fact: Fact) => names.agency(String(fact.agencyId));
  if (before && after)
    return orOther(by, [
      ...fromTo(w.fromTo.role, role(before), role(after)),
      ...fromTo(w.fromTo.agency, agency(before), agency(after)),
    ]);
  if (after) return [w.gained(role(after), agency(after))];
  return before ? [w.lost(role(before), agency(before))] : [];
}

/** What is different of an agency, a place, an agreement or the partnership. */
export function changeLines(part: string, id: string, change: Change, by: Wording): string[] {
  const { before, after } = change;
  const audiences = before && after ? initialAudienceLines(before, after, by) : [];
  if (audiences.length > 0) return [by.details.initialAudiences, ...audiences];
  return [
    ...subject(part, id, by),
    ...(before && after
      ? orOther(by, differences(before, after, by))
      : [after ? by.details.added : by.details.removed]),
    ...(before ? [] : signInLines(null, after, by)),
  ];
}

function subject(part: string, id: string, { details: { part: w }, names }: Wording): string[] {
  switch (part) {
    case 'agency':
      return [w.agency(names.agency(id))];
    case 'place':
      return [w.place(names.place(id))];
    case 'agreement':
      return [w.agreement()];
    default:
      return [w.partnership()];
  }
}

function differences(before: Fact, after: Fact, by: Wording): string[] {
  const { details: w, agencyKinds } = by;
  const kind = (fact: Fact) => wordFor(agencyKinds, String(fact.kind))?.toLowerCase() ?? '–';
  const isRetired = Boolean(after.retired);
  return [
    ...fromTo(w.fromTo.kind, kind(before), kind(after)),
    ...(isRetired === Boolean(before.retired) ? [] : [isRetired ? w.retired : w.restored]),
    ...signInLines(before, after, by),
  ];
}

/** With what the entries of each kind of agency begin; older records do not tell. */
function initialAudienceLines(before: Fact, after: Fact, by: Wording): string[] {
  const [was, is] = [setting(before), setting(after)];
  return Object.keys(is).flatMap((kind) => {
    const name = wordFor(by.kindsOf, kind);
    const [from, to] = [was, is].map((one) => wordFor(by.initialAudiences, String(one[kind])));
    if (name === undefined || from === undefined || to === undefined || from === to) return [];
    return [by.details.initialAudience(name, from.toLowerCase(), to.toLowerCase())];
  });
}

const setting = ({ initialAudiences: told }: Fact): Fact =>
  typeof told === 'object' && told !== null ? (told as Fact) : {};

/** By which providers an agency's people come; by what a provider knows them is no word. */
function signInLines(before: Fact | null, after: Fact | null, { details: w }: Wording): string[] {
  const [was, is] = [bindings(before), bindings(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((provider) => {
    const [then, now] = [was.get(provider), is.get(provider)];
    if (then === now) return [];
    if (then === undefined) return [w.signInAdded(provider)];
    return [now === undefined ? w.signInRemoved(provider) : w.signInChanged(provider)];
  });
}

/** What each provider knows them by, by the provider's address. */
function bindings(fact: Fact | null): Map<string, string> {
  const found = new Map<string, string>();
  const told: unknown[] = Array.isArray(fact?.signIn) ? fact.signIn : [];
  for (const binding of told) {
    const [issuer = '', ...claim] = String(binding).split(' ');
    const provider = URL.parse(issuer)?.host;
    if (provider !== undefined)
      found.set(provider, `${found.get(provider) ?? ''} ${claim.join(' ')}`);
  }
  return found;
}

const fromTo = (words: (from: string, to: string) => string, from: string, to: string) =>
  from === to ? [] : [words(from, to)];

const orOther = ({ details }: Wording, lines: string[]) =>
  lines.length === 0 ? [details.otherFacts] : lines;
