// What a series does to its meetings. New ones are rows alone; whatever changes a meeting is an event in
// its log, by nobody, so that an open board sees it like everything else. None is ever deleted: who may
// still see one that was withdrawn is for row security to say.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DirectoryService } from '../directory/directory.service.js';
import {
  newAgenda,
  replanMeeting,
  withdrawMeeting,
  type AgendaPlanItem,
  type MeetingPlan,
} from '../domain/meeting/replan.js';
import { Clock } from '../platform/clock.js';
import { insertRows } from '../platform/database/bulk-write.js';
import { Pipeline } from '../platform/database/pipeline.js';
import { newId } from '../platform/ids.js';
import { append, beginWork, publishWorks, writeWorks, type Work } from './board-work.js';
import { BoardStore } from './board-store.js';
import { fromAgendaItem, toMeeting } from './entry-rows.js';
import { AgendaItemRow } from './rows/agenda-item-row.js';
import { MeetingRow } from './rows/meeting-row.js';
import { StreamFeed } from './stream-feed.js';
import { readTraces, type Trace } from './traces.js';

const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1000;

export interface SeriesKey {
  partnershipId: string;
  seriesId: string;
}

/** A meeting of a series, and what has been done in it. */
export interface SeriesMeetingState extends Trace {
  row: MeetingRow;
}

export interface NewMeeting {
  slot: string;
  plan: MeetingPlan;
}

export interface Replanned {
  meeting: SeriesMeetingState;
  plan: MeetingPlan;
}

export interface Withdrawn {
  meeting: SeriesMeetingState;
  reason: string | null;
}

/** What has been written and is to be published once it is committed. */
export interface SeriesWork {
  partnershipId: string;
  rightsVersion: number;
  works: Work[];
}

@Injectable()
export class PlannedMeetingsService {
  constructor(
    private readonly boards: BoardStore,
    private readonly directory: DirectoryService,
    private readonly feed: StreamFeed,
    private readonly clock: Clock,
  ) {}

  /**
   * The meetings of a series from about now on. With `lock` they stay as they are until the
   * transaction ends; always in the order of their ids, as commands lock them.
   */
  async read(
    manager: EntityManager,
    { partnershipId, seriesId }: SeriesKey,
    { lock }: { lock: boolean },
  ): Promise<SeriesMeetingState[]> {
    const [now, since] = [this.clock.now(), this.aboutNow()];
    const selection = manager
      .createQueryBuilder(MeetingRow, 'meeting')
      .where({ partnershipId, seriesId })
      .andWhere('(meeting.slot >= :since OR meeting.starts_at >= :now)', { since, now })
      .orderBy('meeting.id');
    const rows = await (lock ? selection.setLock('for_no_key_update') : selection).getMany();
    const traceOf = await readTraces(
      manager,
      partnershipId,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({ row, ...traceOf(row) }));
  }

  /** The slots about now and later that other parts of the series have meetings in. */
  async readSlotsOfOtherParts(
    manager: EntityManager,
    { partnershipId, seriesId }: SeriesKey,
  ): Promise<string[]> {
    const rows = await manager.query<{ slot: string }[]>(
      `SELECT slot FROM meeting WHERE partnership_id = $1 AND series_id <> $2
         AND series_id IN (SELECT series_parts($1, $2)) AND slot >= $3`,
      [partnershipId, seriesId, this.aboutNow()],
    );
    return rows.map(({ slot }) => slot);
  }

  /**
   * Gives meetings, whose rows the caller has locked, to another part of their series, as they are. It
   * shows on no board, so it is no event: the first thing that is changed of one tells it along.
   */
  async giveTo(
    manager: EntityManager,
    { partnershipId, seriesId }: SeriesKey,
    meetings: readonly SeriesMeetingState[],
  ): Promise<void> {
    await manager.query(
      'UPDATE meeting SET series_id = $2 WHERE partnership_id = $1 AND id = ANY ($3)',
      [partnershipId, seriesId, meetings.map(({ row }) => row.id)],
    );
  }

  async create(
    manager: EntityManager,
    { partnershipId, seriesId }: SeriesKey,
    meetings: readonly NewMeeting[],
    agenda: readonly AgendaPlanItem[],
  ): Promise<void> {
    const plannedAt = this.clock.now();
    const rows = meetings.map(({ slot, plan: { startsAt, endsAt, ...plan } }) =>
      Object.assign(new MeetingRow(), plan, {
        partnershipId,
        seriesId,
        id: newId(),
        slot,
        startsAt: new Date(startsAt),
        endsAt: new Date(endsAt),
        status: 'planned',
        revision: 0,
        calendarSequence: 0,
        calendarChangedAt: plannedAt,
        plannedAt,
        cursors: {},
      }),
    );
    const items = rows.flatMap(({ id: meetingId }) =>
      newAgenda(agenda, newId).map((item) => fromAgendaItem({ partnershipId, meetingId }, item)),
    );
    await insertRows(manager, MeetingRow, rows);
    await insertRows(manager, AgendaItemRow, items);
  }

  /**
   * Lets planned meetings become as their series has them now, and withdraws others. The caller
   * holds the locks of their rows. An agenda that people have worked on stays theirs.
   */
  async change(
    manager: EntityManager,
    partnershipId: string,
    replanned: readonly Replanned[],
    agenda: readonly AgendaPlanItem[],
    withdrawn: readonly Withdrawn[],
  ): Promise<SeriesWork> {
    const pipeline = await Pipeline.of(manager);
    const { epoch, rightsVersion } = await this.directory.hold(pipeline, partnershipId);
    const agendas = await readAgendas(manager, partnershipId, replanned);
    const at = this.clock.now();
    const by = { partnershipId, agencyId: null, personId: null, at, rightsVersion };
    const works: Work[] = [];
    const begin = async ({ row }: SeriesMeetingState) => {
      const work = beginWork(await this.boards.read(manager, row, epoch));
      works.push(work);
      return work;
    };

    for (const { meeting, plan } of replanned) {
      const wanted = meeting.ownAgenda ? null : agenda;
      const sameAgenda = wanted === null || agendas.get(meeting.row.id) === textOf(wanted);
      if (sameAgenda && isAsPlanned(meeting.row, plan)) continue;
      const work = await begin(meeting);
      append(work, replanMeeting(work.state.board, plan, wanted, newId), by);
    }
    for (const { meeting, reason } of withdrawn) {
      const work = await begin(meeting);
      append(work, [withdrawMeeting(work.state.board, reason)], by);
    }
    await writeWorks(pipeline, partnershipId, works);
    return { partnershipId, rightsVersion, works };
  }

  /** Slots are clock times somewhere on earth, so a day more on either side is enough. */
  private aboutNow(): string {
    return new Date(this.clock.now().getTime() - TWO_DAYS_MS).toISOString().slice(0, 16);
  }

  /** Tells open boards of what was committed. */
  publish(work: SeriesWork): void {
    publishWorks(this.boards, this.feed, work, work.works);
  }
}

function isAsPlanned(row: MeetingRow, plan: MeetingPlan): boolean {
  const meeting = toMeeting(row);
  return (
    meeting.status === 'planned' &&
    meeting.title === plan.title &&
    meeting.venue === plan.venue &&
    meeting.startsAt === plan.startsAt &&
    meeting.endsAt === plan.endsAt &&
    meeting.timeZone === plan.timeZone
  );
}

/** The agendas as everyone hears them, each as one text, by the meeting's id. */
async function readAgendas(
  manager: EntityManager,
  partnershipId: string,
  replanned: readonly Replanned[],
): Promise<Map<string, string>> {
  const rows = await manager.query<{ id: string; agenda: AgendaPlanItem[] }[]>(
    `SELECT meeting_id AS id,
       json_agg(json_build_object('title', title, 'minutes', minutes) ORDER BY order_key) AS agenda
       FROM agenda_item
       WHERE partnership_id = $1 AND meeting_id = ANY ($2) AND stream = 'table' GROUP BY meeting_id`,
    [partnershipId, replanned.map(({ meeting }) => meeting.row.id)],
  );
  return new Map(rows.map(({ id, agenda }) => [id, textOf(agenda)]));
}

function textOf(agenda: readonly AgendaPlanItem[]): string {
  return JSON.stringify(agenda.map(({ title, minutes }) => [title, minutes]));
}
