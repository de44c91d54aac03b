// What becomes of an entry while one edits it in a form: someone else may change it, or take it away.
import type { Audience } from '../../../../src/contract/audience.js';
import type { Version } from '../../../../src/contract/commands.js';
import { isAtVersion, versionOf } from '../../../../src/domain/meeting/version.js';

/** The entry that a draft edits, as it was when one began, and what one has seen of it since. */
export interface Edits<Entry> {
  entry: Entry;
  basedOn: Version;
}

export class EditedEntry<Entry extends { id: string; audience: Audience; revision: number }> {
  constructor(
    private readonly edits: () => Edits<Entry> | null,
    private readonly entries: () => ReadonlyMap<string, Entry>,
    /** While one's own change is on its way, what comes back is not someone else's. */
    private readonly submission: { readonly busy: boolean },
  ) {}

  /** Null while one writes a new one. */
  get id(): string | null {
    return this.edits()?.entry.id ?? null;
  }

  get isRemoved(): boolean {
    return this.id !== null && !this.#now && !this.submission.busy;
  }

  /** What someone else has made of it since one last saw it; null when nothing. */
  get newer(): Entry | null {
    const now = this.#now;
    const edits = this.edits();
    return now && edits && !isAtVersion(now, edits.basedOn) && !this.submission.busy ? now : null;
  }

  get #now(): Entry | undefined {
    return this.id === null ? undefined : this.entries().get(this.id);
  }

  /** Whoever saves has what someone else made of it before their eyes, and means to write over it. */
  overwrite(): void {
    const edits = this.edits();
    if (edits && this.newer) edits.basedOn = versionOf(this.newer);
  }
}

/** The entries that are edited, by id, as they were when one began. */
export function begunOf<Entry extends { id: string }>(
  drafts: ReadonlyMap<string, { edits: Edits<Entry> | null }>,
): Map<string, Entry> {
  const begun = [...drafts.values()].flatMap(({ edits }) => (edits ? [edits.entry] : []));
  return new Map(begun.map((entry) => [entry.id, entry]));
}
