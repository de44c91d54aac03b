// The follow-up: actions across all meetings of a partnership, each where it lives now. Pages go by
// key, not by number, so that the thousandth costs what the first does.
import { Injectable } from '@nestjs/common';
import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { ActionPage, ActionQuery } from '../contract/meetings.js';
import { openActionStates } from '../contract/vocabulary.js';
import { attendeeOf, DirectoryService, type Identified } from '../directory/directory.service.js';
import { PartnershipRow } from '../directory/rows/partnership-row.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { Clock } from '../platform/clock.js';
import { inSnapshot } from '../platform/database/transaction.js';
import { searchActions, type FoundAction } from './action-search.js';
import { closedRead } from './closed-reads.js';
import { toAction } from './entry-rows.js';
import { narrowTo } from './narrow-to.js';
import { CoordinatedActionRow } from './rows/coordinated-action-row.js';
import { MeetingRow } from './rows/meeting-row.js';

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

      const found = await searchActions(manager, actor, query, today);
      const page = found.slice(0, query.limit);
      // Found as the server, by an index of its own; read as the person who asks.
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

function isOpen({ state }: CoordinatedActionRow): boolean {
  const open: readonly string[] = openActionStates;
  return open.includes(state);
}

function readActions(
  manager: EntityManager,
  partnershipId: string,
  page: readonly FoundAction[],
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
