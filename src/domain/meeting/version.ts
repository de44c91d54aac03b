// Which version of an entry an edit was made upon.
import type { Audience } from '../../contract/audience.js';
import type { Version } from '../../contract/commands.js';
import { streamOf } from './audience.js';

/** An entry that is edited. */
interface Versioned {
  audience: Audience;
  revision: number;
}

/** The version that an entry stands at. An entry never comes to stand at the same one twice. */
export function versionOf({ audience, revision }: Versioned): Version {
  return { stream: streamOf(audience), revision };
}

export function isAtVersion(entry: Versioned, { stream, revision }: Version): boolean {
  const at = versionOf(entry);
  return at.stream === stream && at.revision === revision;
}
