// A series of meetings in memory: commands decided, recorded and applied as the write path does it,
// without clock, database or chance.
import type { StreamEvent } from '../../../src/contract/events.js';
import type { Command, CommandOf, CommandType } from '../../../src/contract/commands.js';
import type { ProblemCode } from '../../../src/contract/problems.js';
import { DomainError } from '../../../src/domain/domain-error.js';
import type { Actor } from '../../../src/domain/meeting/access.js';
import { applyChanges, emptyBoard } from '../../../src/domain/meeting/board.js';
import { decide } from '../../../src/domain/meeting/decide.js';
import type { MeetingBoard } from '../../../src/domain/meeting/decision.js';
import { record } from '../../../src/domain/meeting/record.js';
import { personDataIn } from '../../../src/domain/person-guard/refuse-person-data.js';
import { directory, id, place } from './around-the-table.js';

interface Meeting {
  board: MeetingBoard;
  cursors: Record<string, number>;
}

export class SeriesAtTable {
  readonly place = place;
  /** Everything that was recorded, with the meeting it happened to, oldest first. */
  readonly log: (StreamEvent & { meetingId: string })[] = [];
  private readonly meetings: Meeting[];
  /** The clock: minutes since the evening began. */
  minute = 0;
  private made = 0;

  constructor(readonly meetingIds: readonly string[] = [id('meet', 0)]) {
    this.meetings = meetingIds.map((meetingId, index) => ({
      board: plannedMeeting(meetingId, index),
      cursors: {},
    }));
  }

  board(meeting = 0): MeetingBoard {
    return this.meetings[meeting]!.board;
  }

  /** Sets the stage: the board as if someone had brought it there. */
  arrange(change: (board: MeetingBoard) => MeetingBoard, meeting = 0): void {
    this.meetings[meeting]!.board = change(this.board(meeting));
  }

  /** Carries out a command and gives what happened; throws the DomainError that refuses it. */
  carryOut<Type extends CommandType>(
    actor: Actor,
    command: CommandOf<Type>,
    meeting = 0,
  ): { entryId: string | null; events: (StreamEvent & { meetingId: string })[] } {
    const at = new Date(Date.UTC(2026, 0, 9, 17, ++this.minute)).toISOString();
    const { drafts, entryId } = decide<Type>(this.board(meeting), command, {
      actor,
      personData: personDataIn(command, ['command']),
      now: at,
      newId: () => id('made', ++this.made),
      directory,
      earlier: this.meetings.slice(0, meeting).map(({ board }) => board),
    });
    const happened = this.meetings.flatMap((one) => {
      const meetingId = one.board.meeting.id;
      const own = drafts.filter((draft) => draft.meetingId === meetingId);
      const recorded = record(own, one.cursors, { at, byAgencyId: actor.agencyId });
      one.cursors = recorded.cursors;
      one.board = recorded.events.reduce(
        (board, { changes }) => applyChanges(board, changes),
        one.board,
      );
      return recorded.events.map((event) => ({ ...event, meetingId }));
    });
    this.log.push(...happened);
    return { entryId, events: happened };
  }

  /** Carries out a command and gives the entry it made or changed. */
  give<Type extends CommandType>(actor: Actor, command: CommandOf<Type>, meeting = 0): string {
    return this.carryOut<Type>(actor, command, meeting).entryId ?? '';
  }

  /** Why a command is refused; null when it is carried out. */
  refusal(actor: Actor, command: Command, meeting = 0): ProblemCode | null {
    try {
      this.carryOut(actor, command, meeting);
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }
}

/** A meeting that begins at 18 on the wall, three weeks after the one before. */
function plannedMeeting(meetingId: string, index: number): MeetingBoard {
  const startsAt = Date.UTC(2026, 0, 9 + 21 * index, 17);
  return {
    ...emptyBoard,
    meeting: {
      id: meetingId,
      seriesId: id('seri', 1),
      title: 'Utsättning',
      venue: 'Kommunhuset',
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + 50 * 60_000).toISOString(),
      timeZone: 'Europe/Stockholm',
      status: 'planned',
      statusReason: null,
      openedAt: null,
      closedAt: null,
      revision: 0,
    },
  };
}
