// Series between the wire and the database, as part of the caller's transaction.
import type { EntityManager } from 'typeorm';
import type { SeriesDefinition } from '../contract/schedule.js';
import type { Series, SeriesPlan, TakenDecision } from '../contract/series.js';
import type { SeriesKey } from '../meetings/planned-meetings.service.js';
import { MeetingSeriesRow } from './rows/meeting-series-row.js';

export function keyOf({ partnershipId, id }: MeetingSeriesRow): SeriesKey {
  return { partnershipId, seriesId: id };
}

export function readSeriesList(
  manager: EntityManager,
  partnershipId: string,
): Promise<MeetingSeriesRow[]> {
  return manager.find(MeetingSeriesRow, {
    where: { partnershipId },
    order: { title: 'ASC', id: 'ASC' },
  });
}

export function readSeries(
  manager: EntityManager,
  partnershipId: string,
  id: string,
): Promise<MeetingSeriesRow | null> {
  return manager.findOneBy(MeetingSeriesRow, { partnershipId, id });
}

/** As `readSeries`; until the transaction ends nobody else edits the series or plans its meetings. */
export function lockSeries(
  manager: EntityManager,
  partnershipId: string,
  id: string,
): Promise<MeetingSeriesRow | null> {
  return manager
    .createQueryBuilder(MeetingSeriesRow, 'series')
    .where({ partnershipId, id })
    .setLock('for_no_key_update')
    .getOne();
}

/** The part that continues a series; it stays whatever it says as long as the series is locked. */
export function readNextPart(
  manager: EntityManager,
  { partnershipId, id }: Pick<MeetingSeriesRow, 'partnershipId' | 'id'>,
): Promise<MeetingSeriesRow | null> {
  return manager.findOneBy(MeetingSeriesRow, { partnershipId, continuesSeriesId: id });
}

export async function insertSeries(manager: EntityManager, row: MeetingSeriesRow): Promise<void> {
  await manager.insert(MeetingSeriesRow, row);
}

export async function updateSeries(manager: EntityManager, row: MeetingSeriesRow): Promise<void> {
  const { partnershipId, id, ...columns } = row;
  await manager.update(MeetingSeriesRow, { partnershipId, id }, columns);
}

/** Of a part that somebody else may edit this moment nothing else is written: theirs would be undone. */
export async function continueFrom(
  manager: EntityManager,
  { partnershipId, id }: Pick<MeetingSeriesRow, 'partnershipId' | 'id'>,
  continuesSeriesId: string,
): Promise<void> {
  await manager.update(MeetingSeriesRow, { partnershipId, id }, { continuesSeriesId });
}

export function fromPlan(
  key: Pick<MeetingSeriesRow, 'partnershipId' | 'id' | 'continuesSeriesId' | 'continuesFrom'>,
  version: number,
  { title, venue, definition, agendaTemplate }: SeriesPlan,
): MeetingSeriesRow {
  const { partnershipId, id, continuesSeriesId, continuesFrom } = key;
  return Object.assign(new MeetingSeriesRow(), {
    partnershipId,
    id,
    continuesSeriesId,
    continuesFrom,
    title,
    venue,
    ...definition,
    agendaTemplate,
    version,
  });
}

export function toSeries(row: MeetingSeriesRow, decisions: TakenDecision[]): Series {
  const { continuesSeriesId: seriesId, continuesFrom: from } = row;
  return {
    id: row.id,
    title: row.title,
    venue: row.venue,
    definition: definitionOf(row),
    agendaTemplate: row.agendaTemplate,
    decisions,
    continues: seriesId !== null && from !== null ? { seriesId, from } : null,
    version: row.version,
  };
}

export function definitionOf(row: MeetingSeriesRow): SeriesDefinition {
  return {
    start: row.start,
    timeZone: row.timeZone,
    durationMinutes: row.durationMinutes,
    rule: row.rule,
    excludedStarts: row.excludedStarts,
    extraStarts: row.extraStarts,
  };
}
