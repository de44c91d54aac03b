// Someone who edits a note of their own, again and again.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CommandOf, CommandOutcome } from '../../src/contract/commands.js';
import type { Answer } from '../../src/contract/live.js';
import { TABLE } from '../../src/domain/meeting/audience.js';
import type { Attendee } from './attendee.js';
import type { Ledger } from './ledger.js';

type NoteCommand = CommandOf<'note.add' | 'note.edit'>;

export class Writer {
  busy = false;
  private edits = 0;

  private constructor(
    readonly attendee: Attendee,
    private readonly ledger: Ledger,
    private readonly noteId: string,
  ) {}

  /** A writer with one of the notes that are on the board already, or with a new one. */
  static async of(attendee: Attendee, ledger: Ledger, noteId: string | undefined): Promise<Writer> {
    return new Writer(attendee, ledger, noteId ?? (await addNote(attendee, ledger)));
  }

  /** Gives one edit; true once it is acknowledged and heard, false when it was refused or lost. */
  async edit(): Promise<boolean> {
    this.busy = true;
    this.edits += 1;
    const heard = this.ledger.submit(this.noteId);
    const answer = await give(this.attendee, {
      type: 'note.edit',
      noteId: this.noteId,
      basedOn: { stream: TABLE, revision: this.ledger.revisionOf(this.noteId) ?? 0 },
      ...fieldsOf(this.attendee, this.edits),
    });
    const accepted = answer?.ok ?? false;
    if (accepted) await heard;
    this.busy = false;
    return accepted;
  }
}

async function addNote(attendee: Attendee, ledger: Ledger): Promise<string> {
  const answer = await give(attendee, {
    type: 'note.add',
    agencyId: attendee.person.agencyId,
    audience: { kind: 'table' },
    ...fieldsOf(attendee, 0),
  });
  const noteId = answer?.ok ? answer.value.entryId : null;
  if (!noteId) throw new Error(`note.add: ${JSON.stringify(answer)}`);
  while (ledger.revisionOf(noteId) === undefined) await pause(5);
  return noteId;
}

async function give(
  attendee: Attendee,
  command: NoteCommand,
): Promise<Answer<CommandOutcome> | null> {
  const { partnershipId, meetingId } = attendee.plan;
  const envelope = { partnershipId, meetingId, commandId: randomUUID(), command };
  return (await attendee.ask('command', envelope)) as Answer<CommandOutcome> | null;
}

function fieldsOf({ plan }: Attendee, edit: number) {
  return {
    theme: 'youth',
    placeId: plan.placeId,
    timeWindow: { weekdays: [5, 6] as number[], from: '21:00', to: '00:30' },
    level: edit % 2 === 0 ? 'yellow' : 'orange',
    trend: 'rising',
    sourceKind: 'own-observation',
    confidence: 'medium',
    text: `Samlingar vid stationen efter sista tåget, lugnt på skolgården. Iakttagelse ${edit}.`,
  } as const;
}
