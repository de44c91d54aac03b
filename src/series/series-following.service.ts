// "This and following": a series is changed, or ended, from a date on. Meetings whose day is still a
// date stay the same ones and go over to the part that follows; opened and held ones are left alone.
// What would be lost is told first, and nothing else is lost than what was agreed to.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { LocalDate } from '../contract/schedule.js';
import type {
  FollowingChange,
  FollowingPreview,
  Series,
  SeriesPlan,
  TakenDecision,
} from '../contract/series.js';
import { assertBasedOn } from '../domain/based-on.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { isEmpty, refuseUnsound } from '../domain/schedule/occurrences.js';
import {
  lostDates,
  seriesFrom,
  splitSeries,
  withinPart,
  type DecidedPlan,
  type SeriesSplit,
} from '../domain/schedule/series-parts.js';
import { floatingAt, localDateTimeOf } from '../domain/schedule/wall-clock.js';
import { PlannedMeetingsService, type SeriesWork } from '../meetings/planned-meetings.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { giveDecisions, readDecisions } from './decision-store.js';
import {
  areTheSame,
  dayOf,
  isPlanned,
  meetingsFrom,
  previewOf,
  type MeetingsFrom,
} from './losses.js';
import type { MeetingSeriesRow } from './rows/meeting-series-row.js';
import { SeriesChanges } from './series-changes.js';
import { SeriesPlanner } from './series-planner.js';
import {
  continueFrom,
  definitionOf,
  fromPlan,
  insertSeries,
  keyOf,
  lockSeries,
  readNextPart,
  readSeries,
  toSeries,
  updateSeries,
} from './series-store.js';

/** A series as it stands, and the date that it is to be changed from. */
interface Place extends MeetingsFrom {
  row: MeetingSeriesRow;
  /** The part that continues it so far. */
  next: MeetingSeriesRow | null;
  /** The first day of the next part that has any dates. */
  resumesOn: LocalDate | null;
  taken: TakenDecision[];
}

interface Written {
  series: Series;
  works: SeriesWork[];
}

@Injectable()
export class SeriesFollowingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly meetings: PlannedMeetingsService,
    private readonly planner: SeriesPlanner,
    private readonly changes: SeriesChanges,
    private readonly clock: Clock,
  ) {}

  /** The series as it goes on from a date: what a change from there on begins with. */
  async read(partnershipId: string, seriesId: string, on: LocalDate): Promise<Series> {
    const { manager } = this.dataSource;
    const row = await readSeries(manager, partnershipId, seriesId);
    if (!row) throw new DomainError('not-found');
    const series = toSeries(row, await readDecisions(manager, keyOf(row)));
    const following = seriesFrom(series, on);
    if (!following) throw new DomainError('not-found');
    const { definition } = following;
    return { ...series, definition, decisions: series.decisions.filter((one) => one.on >= on) };
  }

  /** What would become of the meetings. Nothing is written; throws as `change` does. */
  preview(
    actor: Actor,
    seriesId: string,
    on: LocalDate,
    plan: SeriesPlan | null,
  ): Promise<FollowingPreview> {
    return inTransaction(this.dataSource, async (manager) => {
      await this.changes.assertLeads(manager, actor);
      const row = await readSeries(manager, actor.partnershipId, seriesId);
      if (!row) throw new DomainError('not-found');
      const place = await this.placeAt(manager, row, on, { lock: false });
      return this.follow(actor, place, plan).preview;
    });
  }

  /**
   * Changes the series from a date on, or ends it there, and gives what holds then. Throws `stale` as
   * every edit, `wrong-state` for a date that has passed or whose meeting has begun, and `would-lose`
   * with the preview when something else would be lost than what was agreed to.
   */
  async change(
    actor: Actor,
    seriesId: string,
    basedOn: number,
    on: LocalDate,
    { plan, losses }: FollowingChange,
  ): Promise<Series> {
    const { series, works } = await inTransaction(this.dataSource, async (manager) => {
      await this.changes.assertLeads(manager, actor);
      const row = await lockSeries(manager, actor.partnershipId, seriesId);
      if (!row) throw new DomainError('not-found');
      const place = await this.placeAt(manager, row, on, { lock: true });
      assertBasedOn(toSeries(row, place.taken), basedOn);
      const { split, preview } = this.follow(actor, place, plan);
      if (!areTheSame(preview.losses, losses))
        throw new DomainError('would-lose', undefined, preview);
      return this.write(manager, actor, place, split);
    });
    for (const work of works) this.planner.publish(work);
    return series;
  }

  private async placeAt(
    manager: EntityManager,
    row: MeetingSeriesRow,
    on: LocalDate,
    { lock }: { lock: boolean },
  ): Promise<Place> {
    const now = this.clock.now();
    const meetings = await this.meetings.read(manager, keyOf(row), { lock });
    const next = await readNextPart(manager, row);
    return {
      row,
      next,
      resumesOn: await resumesOn(manager, next),
      taken: await readDecisions(manager, keyOf(row)),
      ...meetingsFrom(on, meetings, now),
    };
  }

  /** What the series becomes, and its meetings with it. */
  private follow(
    actor: Actor,
    place: Place,
    plan: SeriesPlan | null,
  ): { split: SeriesSplit; preview: FollowingPreview } {
    const { row, next, taken, on, begun } = place;
    const today = localDateTimeOf(floatingAt(this.clock.now().getTime(), row.timeZone)).slice(
      0,
      10,
    );
    if (on < today) throw new DomainError('wrong-state', 'The date has passed.');
    if (begun.has(on)) throw new DomainError('wrong-state', 'The meeting has begun.');
    const series = toSeries(row, taken);
    if (plan) {
      this.changes.refusePersonData(actor, plan);
      refuseUnsound(plan.definition);
    }
    const part = { from: on, until: next?.continuesFrom ?? null };
    const split = splitSeries(
      series,
      place,
      plan && {
        ...plan,
        definition: withinPart(plan.definition, part),
        decisions: plan.decisions ?? taken,
      },
    );
    const days = place.ahead.filter(isPlanned).map(dayOf);
    const preview = previewOf(actor, place, lostDates(series, place, split, days));
    return { split, preview: { ...preview, resumesOn: place.resumesOn } };
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    place: Place,
    split: SeriesSplit,
  ): Promise<Written> {
    const { row, taken } = place;
    if (split.kind === 'unchanged') return { series: toSeries(row, taken), works: [] };
    if (split.kind === 'whole') return this.rewrite(manager, actor, place, split.series);
    const former = fromPlan(row, row.version + 1, split.former);
    if (!split.following) return this.rewrite(manager, actor, place, split.former);
    await updateSeries(manager, former);
    const following = await this.insertAfter(manager, place, split.following);
    const moved = await readDecisions(manager, keyOf(following));
    const decisions = await this.changes.decide(
      manager,
      actor,
      following.id,
      moved,
      split.following,
    );
    const works = [
      await this.planner.plan(manager, former),
      await this.planner.plan(manager, following),
    ];
    return { series: toSeries(following, decisions), works };
  }

  private async rewrite(
    manager: EntityManager,
    actor: Actor,
    { row, taken }: Place,
    plan: DecidedPlan,
  ): Promise<Written> {
    const written = fromPlan(row, row.version + 1, plan);
    await updateSeries(manager, written);
    const decisions = await this.changes.decide(manager, actor, row.id, taken, plan);
    const works = [await this.planner.plan(manager, written)];
    return { series: toSeries(written, decisions), works };
  }

  /** A part between the series and the one that continued it so far, with the meetings from there on. */
  private async insertAfter(
    manager: EntityManager,
    { row, next, taken, on, begun, ahead }: Place,
    plan: DecidedPlan,
  ): Promise<MeetingSeriesRow> {
    const { partnershipId } = row;
    const key = { partnershipId, id: newId(), continuesSeriesId: row.id, continuesFrom: on };
    const following = fromPlan(key, 1, plan);
    await insertSeries(manager, following);
    if (next) await continueFrom(manager, next, following.id);
    const days = taken.map((one) => one.on).filter((day) => day >= on && !begun.has(day));
    await giveDecisions(manager, keyOf(row), following.id, days);
    await this.meetings.giveTo(manager, keyOf(following), ahead);
    return following;
  }
}

/** A part that was ended has no dates, and the one behind it is the next that anybody sees. */
async function resumesOn(
  manager: EntityManager,
  next: MeetingSeriesRow | null,
): Promise<LocalDate | null> {
  for (let part = next; part; part = await readNextPart(manager, part))
    if (!isEmpty(definitionOf(part))) return part.continuesFrom;
  return null;
}
