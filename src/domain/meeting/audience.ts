// Which compartment an entry lies in and who may hear it. The law behind: authorities are bound by
// the secrecy act (OSL), firms and associations are not, so the kind of agency decides.
import type { Audience, StreamKey } from '../../contract/audience.js';
import type { AgencyKind } from '../../contract/vocabulary.js';

export const TABLE = 'table';

/** An agency, as far as secrecy is concerned. */
interface Hearing {
  agencyId: string;
  agencyKind: AgencyKind;
}

/** Someone of an agency who listens. */
export interface Listener extends Hearing {
  /** Whether they have signed in by a way that opens more than what everyone at the table hears. */
  opensClosed: boolean;
}

/** The stream of the compartment that an audience names. Equal audiences give equal keys. */
export function streamOf(audience: Audience): StreamKey {
  return audience.kind === 'agencies' ? `agencies:${audience.agencyIds.join(',')}` : audience.kind;
}

/** The audience that a stream key names; the inverse of `streamOf`. */
export function audienceOf(stream: StreamKey): Audience {
  if (stream === TABLE || stream === 'authorities') return { kind: stream };
  return { kind: 'agencies', agencyIds: stream.slice('agencies:'.length).split(',') };
}

/** Whether an audience holds an agency: some of its people may hear it. */
export function reaches(audience: Audience, agency: Hearing): boolean {
  switch (audience.kind) {
    case 'table':
      return true;
    case 'authorities':
      return agency.agencyKind === 'authority';
    case 'agencies':
      return audience.agencyIds.includes(agency.agencyId);
  }
}

/** Whether this person may, by their agency and by how they have signed in. */
export function mayHear(listener: Listener, audience: Audience): boolean {
  return audience.kind === TABLE || (listener.opensClosed && reaches(audience, listener));
}

/** Whether the order of entries of this audience may tell of another one: all who hear them hear it too. */
export function standsBeside(audience: Audience, other: { audience: Audience }): boolean {
  return other.audience.kind === TABLE || streamOf(other.audience) === streamOf(audience);
}

/**
 * The narrower of two audiences, when one lies wholly inside the other; null when neither does. What
 * ties two entries together may be known only where both are.
 */
export function narrower(
  one: Audience,
  other: Audience,
  kindOf: (agencyId: string) => AgencyKind | undefined,
): Audience | null {
  if (liesWithin(one, other, kindOf)) return one;
  if (liesWithin(other, one, kindOf)) return other;
  return null;
}

/** Whether everyone of the one audience is of the other as well. */
export function liesWithin(
  inner: Audience,
  outer: Audience,
  kindOf: (agencyId: string) => AgencyKind | undefined,
): boolean {
  if (outer.kind === 'table') return true;
  if (outer.kind === 'authorities') {
    if (inner.kind === 'authorities') return true;
    return inner.kind === 'agencies' && inner.agencyIds.every((id) => kindOf(id) === 'authority');
  }
  return inner.kind === 'agencies' && inner.agencyIds.every((id) => outer.agencyIds.includes(id));
}
