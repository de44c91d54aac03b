// The follow-up: actions across all meetings of a partnership, each where it lives now. Pages go by
// key, not by number, so that the thousandth costs what the first does.
import { Injectable } from '@nestjs/common';
import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns';
import { DataSource, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { ActionPage, ActionQuery } from '../contract/meetings.js';
import { openActionStates } from '../contract/vocabulary.js';
import { attendeeOf, DirectoryService, type Identified } from '../directory/directory.service.js';
import { PartnershipRow } from '../directory/rows/partnership-row.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { Clock } from '../platform/clock.js';
import { inSnapshot } from '../platform/database/transaction.js';
import { closedRead } from './closed-reads.js';
import { toAction } from './entry-rows.js';
import { narrowTo } from './narrow-to.js';
import { CoordinatedActionRow } from './rows/coordinated-action-row.js';
import { MeetingRow } from './rows/meeting-row.js';

type ActionSelection = SelectQueryBuilder<CoordinatedActionRow>;

@Injectable()
export class ActionListService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The actions the reader may see, by their last day; those carried over only where they went. What
   * they may hear is looked up in the very snapshot that is read.
   */
  async list(
    reader: Identified & Pick<Actor, 'partnershipId'>,
    query: ActionQuery,
  ): Promise<ActionPage> {
    const { partnershipId } = reader;
    const { actor, list, streams } = await inSnapshot(this.dataSource, async (manager) => {
      const directory = await this.directory.current(manager, partnershipId);
      const actor = attendeeOf(directory, { partnershipId, meetingId: null }, reader);
      const partnership = await manager.findOneBy(PartnershipRow, { id: partnershipId });
      if (!partnership) throw new DomainError('not-found');
      const today = format(new TZDate(this.clock.now(), partnership.timeZone), 'yyyy-MM-dd');

      const selection = manager
        .createQueryBuilder(CoordinatedActionRow, 'action')
        .where('action.partnership_id = :partnershipId', { partnershipId })
        .andWhere('action.carried_to_action_id IS NULL')
        .orderBy('action.due_on')
        .addOrderBy('action.id')
        .limit(query.limit + 1);
      onlyHeard(selection, actor);
      filter(selection, query, today);
      const found = await selection
        .select(['action.meetingId', 'action.id', 'action.dueOn'])
        .getMany();

      const page = found.slice(0, query.limit);
      // Found with the help of every index; read as the person who asks.
      await narrowTo(manager, actor);
      const rows = await readActions(manager, partnershipId, page);
      const startOf = await readStarts(manager, partnershipId, rows);
      const last = page.at(-1);
      const list = {
        actions: rows.map((row) => ({
          meetingId: row.meetingId,
          meetingStartsAt: startOf.get(row.meetingId) ?? '',
          overdue: isOpen(row) && row.dueOn < today,
          action: toAction(row),
        })),
        next: found.length > page.length && last ? `${last.dueOn}~${last.id}` : null,
      };
      return { actor, list, streams: rows.map(({ stream }) => stream) };
    });
    await this.audit.recordAlone(...closedRead(actor, { meetingId: null, streams }));
    return list;
  }
}

/** The same rule as `mayHear`, for the database. */
function onlyHeard(selection: ActionSelection, actor: Actor): void {
  selection.andWhere(
    `(action.stream = 'table'
      OR (:opensClosed AND (
        (action.stream = 'authorities' AND :isAuthority)
        OR (action.stream LIKE 'agencies:%' AND strpos(action.stream, :ownAgencyId) > 0))))`,
    {
      opensClosed: actor.opensClosed,
      isAuthority: actor.agencyKind === 'authority',
      ownAgencyId: actor.agencyId,
    },
  );
}

function filter(selection: ActionSelection, query: ActionQuery, today: string): void {
  const { agencyId, placeId, theme, state, overdue, after } = query;
  if (agencyId)
    selection.andWhere(
      `(action.leading_agency_id = :agencyId
        OR action.supporting_agency_ids @> ARRAY[:agencyId]::uuid[])`,
      { agencyId },
    );
  if (placeId) selection.andWhere('action.place_id = :placeId', { placeId });
  if (theme) selection.andWhere('action.theme = :theme', { theme });
  if (state === 'open' || overdue)
    // Written out, so that the planner sees the condition of the index for open actions.
    selection.andWhere(`action.state IN (${openActionStates.map((one) => `'${one}'`).join(', ')})`);
  if (state && state !== 'open') selection.andWhere('action.state = :state', { state });
  if (overdue) selection.andWhere('action.due_on < :today', { today });
  if (after) {
    const [dueOn, id] = after.split('~');
    selection.andWhere('(action.due_on, action.id) > (:dueOn, :id)', { dueOn, id });
  }
}

function isOpen({ state }: CoordinatedActionRow): boolean {
  const open: readonly string[] = openActionStates;
  return open.includes(state);
}

function readActions(
  manager: EntityManager,
  partnershipId: string,
  page: readonly Pick<CoordinatedActionRow, 'meetingId' | 'id'>[],
): Promise<CoordinatedActionRow[]> {
  return manager
    .createQueryBuilder(CoordinatedActionRow, 'action')
    .where('action.partnership_id = :partnershipId', { partnershipId })
    .andWhere('(meeting_id, id) IN (SELECT * FROM unnest(:meetingIds::uuid[], :ids::uuid[]))', {
      meetingIds: page.map(({ meetingId }) => meetingId),
      ids: page.map(({ id }) => id),
    })
    .orderBy('action.due_on')
    .addOrderBy('action.id')
    .getMany();
}

async function readStarts(
  manager: EntityManager,
  partnershipId: string,
  actions: CoordinatedActionRow[],
): Promise<Map<string, string>> {
  const meetings = await manager
    .createQueryBuilder(MeetingRow, 'meeting')
    .where('meeting.partnership_id = :partnershipId', { partnershipId })
    .andWhere('meeting.id = ANY (:ids)', { ids: actions.map((action) => action.meetingId) })
    .getMany();
  return new Map(meetings.map((meeting) => [meeting.id, meeting.startsAt.toISOString()]));
}
