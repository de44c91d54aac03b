// What the calendar says of days and of the meetings on them.
import { setImmediate as letOthersIn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type {
  CalendarDay,
  CalendarQuery,
  MarkedOccurrence,
  PartnershipCalendar,
  SeriesContext,
  UndecidedDates,
} from '../contract/calendar.js';
import type { SeriesPreviewRequest } from '../contract/schedule.js';
import { calendarDay, dayOfLocal, localDateOf } from '../domain/schedule/calendar-day.js';
import {
  CalendarContext,
  FIRST_CONTEXT_YEAR,
  LAST_CONTEXT_YEAR,
} from '../domain/schedule/calendar-context/calendar-context.js';
import { loadHolidays } from '../domain/schedule/calendar-context/swedish-holidays.js';
import { thursdayOf } from '../domain/schedule/decisions.js';
import { markedDays, withLocalMarks } from '../domain/schedule/local-marks.js';
import { previewSeries } from '../domain/schedule/preview.js';
import { Clock } from '../platform/clock.js';
import { inSteps } from '../platform/in-steps.js';
import { countUndecided, readMeetingDecisions } from './decision-store.js';
import { readLocalDaysOf } from './local-days/local-days.service.js';

const DAY_MS = 86_400_000;
/** Meetings are planned a year ahead. */
const DAYS_AHEAD = 366;

@Injectable()
export class CalendarService {
  private loading: Promise<CalendarContext> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The occurrences of a series on days with marks, a partnership's own among them where one is named.
   * Throws as the preview does.
   */
  async contextOf(request: SeriesPreviewRequest, partnershipId?: string): Promise<SeriesContext> {
    const { occurrences } = await inSteps(previewSeries(request));
    const [first, last] = [occurrences.at(0), occurrences.at(-1)];
    if (!first || !last) return { occurrences: [] };
    const context = await this.contextFor(
      dayOfLocal(first.localStart),
      dayOfLocal(last.localStart),
    );
    // The Thursdays instead lie in the same weeks.
    const span = {
      from: localDateOf(dayOfLocal(first.localStart) - 7),
      to: localDateOf(dayOfLocal(last.localStart) + 7),
    };
    const local =
      partnershipId === undefined
        ? []
        : await readLocalDaysOf(this.dataSource.manager, partnershipId, span);
    return {
      occurrences: occurrences.flatMap(({ localStart }): MarkedOccurrence[] => {
        const number = dayOfLocal(localStart);
        const day = withLocalMarks(context.day(number), local);
        if (day.marks.length === 0) return [];
        const thursday = thursdayOf(number);
        return [
          {
            localStart,
            ...day,
            thursday: thursday === null ? null : withLocalMarks(context.day(thursday), local),
          },
        ];
      }),
    };
  }

  async ofPartnership(partnershipId: string, query: CalendarQuery): Promise<PartnershipCalendar> {
    return {
      days: await this.daysWithMarks(partnershipId, query),
      decisions: await readMeetingDecisions(this.dataSource.manager, partnershipId, query),
    };
  }

  /** How many meetings of the year ahead collide and wait for a decision. */
  async undecided(partnershipId: string): Promise<UndecidedDates> {
    const now = this.clock.now();
    const today = Math.floor(now.getTime() / DAY_MS);
    // It is another day in some zones already, or still.
    const span = { from: localDateOf(today - 1), to: localDateOf(today + DAYS_AHEAD) };
    const days = await this.daysWithMarks(partnershipId, span);
    const colliding = days.filter(({ collides }) => collides).map(({ on }) => on);
    const { manager } = this.dataSource;
    return { series: await countUndecided(manager, partnershipId, now, colliding) };
  }

  private async daysWithMarks(
    partnershipId: string,
    { from, to }: CalendarQuery,
  ): Promise<CalendarDay[]> {
    // The end of school follows from the break after it, on the other side of a weekend at most.
    const local = await readLocalDaysOf(this.dataSource.manager, partnershipId, {
      from,
      to: localDateOf(dayOfLocal(to) + 3),
    });
    const days = markedDays(await this.markedDays({ from, to }), local);
    return days.filter(({ on }) => from <= on && on <= to);
  }

  private async markedDays({ from, to }: CalendarQuery): Promise<CalendarDay[]> {
    const [first, last] = [dayOfLocal(from), dayOfLocal(to)];
    const context = await this.contextFor(first, last);
    const days: CalendarDay[] = [];
    for (let year = calendarDay(first).year; year <= calendarDay(last).year; year += 1)
      days.push(...context.markedDays(year).filter(({ on }) => from <= on && on <= to));
    return days;
  }

  /**
   * The context, ready for every day of the span. A year takes some thirty milliseconds the first
   * time, so between two of them others are let in.
   */
  private async contextFor(firstDay: number, lastDay: number): Promise<CalendarContext> {
    this.loading ??= loadHolidays().then((holidays) => new CalendarContext(holidays));
    const context = await this.loading;
    const first = Math.max(calendarDay(firstDay).year, FIRST_CONTEXT_YEAR);
    const last = Math.min(calendarDay(lastDay).year, LAST_CONTEXT_YEAR);
    for (let year = first; year <= last; year += 1) {
      if (context.isReady(year)) continue;
      context.markedDays(year);
      await letOthersIn();
    }
    return context;
  }
}
