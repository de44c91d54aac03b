// Someone at the table who writes without pause, sends most things several times, and keeps a journal
// of every answer.
import { randomUUID } from 'node:crypto';
import type { Command } from '../../src/contract/commands.js';
import type { Audience } from '../../src/contract/audience.js';
import { versionOf } from '../../src/domain/meeting/version.js';
import { noteAdd } from '../support/commands.js';
import { LiveClient } from '../support/live-client.js';
import type { AgencyName, PersonName, World } from '../support/meeting-world.js';
import type { Chance } from '../support/seeded.js';
import { newToken } from '../support/token.js';

const AUTHORITIES: readonly string[] = ['kommunen', 'polisen', 'brandförsvaret'];

export interface JournalEntry {
  readonly commandId: string;
  readonly command: Command;
  /** Whether the server said that it was done, or refused it for good. */
  readonly done: boolean;
  readonly entryId: string | null;
  /** Why it was refused. */
  readonly refusal: string | null;
}

export interface WriterPlace {
  readonly world: World;
  readonly meetingId: string;
  readonly person: PersonName;
  readonly cookie: string;
  /** The server this writer keeps to; copies go to any. */
  readonly origin: string;
  readonly origins: readonly string[];
  /** Whoever has so many notes changes them and adds no more: a board of an evening, not of a year. */
  readonly mostNotes?: number;
}

export class Writer {
  readonly journal: JournalEntry[] = [];

  private constructor(
    readonly place: WriterPlace,
    readonly client: LiveClient,
    private readonly chance: Chance,
  ) {}

  static async at(place: WriterPlace, chance: Chance): Promise<Writer> {
    const { world, meetingId, origin, cookie } = place;
    const { partnershipId } = world;
    return new Writer(
      place,
      await LiveClient.at(origin, cookie, { partnershipId, meetingId }),
      chance,
    );
  }

  /** Gives one command, one to five times under one id, until it is answered. */
  async write(): Promise<void> {
    const command = this.next();
    const commandId = randomUUID();
    const copies = Array.from({ length: this.chance.below(5) }, () =>
      this.post(this.chance.pick(this.place.origins), command, commandId),
    );
    const answer = await this.client.settle(command, commandId);
    await Promise.all(copies);
    const entryId = answer.ok ? answer.value.entryId : null;
    const refusal = answer.ok ? null : answer.problem.code;
    this.journal.push({ commandId, command, done: answer.ok, entryId, refusal });
  }

  private next(): Command {
    const { person, world } = this.place;
    if (person === 'samordnaren' && this.chance() < 0.5) return this.editAgenda();
    const own = [...this.client.replica.board.notes.values()].filter(
      (note) => note.agencyId === this.agencyId && note.recordedByAgencyId === this.agencyId,
    );
    const { mostNotes = Infinity } = this.place;
    const kind = this.chance();
    if (own.length === 0 || (own.length < mostNotes && kind < 0.6)) {
      const text = `${person} ${newToken()}`;
      return noteAdd(world, this.agencyId, { text, audience: this.audience() });
    }
    const note = this.chance.pick(own);
    const noteId = note.id;
    const basedOn = versionOf(note);
    if (kind < 0.75) return { type: 'note.remove', noteId, basedOn };
    if (kind < 0.85) return { type: 'note.readdress', noteId, basedOn, audience: this.audience() };
    const { agencyId: _, audience: __, ...fields } = noteAdd(world, this.agencyId);
    return { ...fields, type: 'note.edit', noteId, basedOn, text: `rättat ${newToken()}` };
  }

  /** Several coordinators write in one item: most of them are told that it has changed. */
  private editAgenda(): Command {
    const [item] = [...this.client.replica.board.agenda.values()];
    if (!item) throw new Error('The meeting has no agenda.');
    return {
      type: 'agenda.edit',
      itemId: item.id,
      basedOn: versionOf(item),
      title: `Punkt ${newToken()}`,
      minutes: 5,
    };
  }

  private get agencyId(): string {
    const { person, world } = this.place;
    return person === 'samordnaren' || person === 'chefen'
      ? world.agency.kommunen
      : world.agency[person];
  }

  private audience(): Audience {
    const { person, world } = this.place;
    const other = this.chance.pick(Object.keys(world.agency) as AgencyName[]);
    const choices: Audience[] = [
      { kind: 'table' },
      { kind: 'agencies', agencyIds: [...new Set([this.agencyId, world.agency[other]])].sort() },
    ];
    if (AUTHORITIES.includes(person)) choices.push({ kind: 'authorities' });
    return this.chance.pick(choices);
  }

  /** A copy by the other door; whether it arrives does not matter. */
  private async post(origin: string, command: Command, commandId: string): Promise<void> {
    const { world, meetingId, cookie } = this.place;
    const path = `/api/v1/partnerships/${world.partnershipId}/meetings/${meetingId}/commands`;
    await fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ commandId, command }),
      signal: AbortSignal.timeout(20_000),
    }).then(
      (response) => response.text(),
      () => undefined,
    );
  }
}
