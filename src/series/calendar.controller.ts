import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  CalendarQuery,
  PartnershipCalendar,
  SeriesContext,
  UndecidedDates,
} from '../contract/calendar.js';
import { SeriesPreviewRequest } from '../contract/schedule.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAttendee, SignedInOnly } from '../identity/session.guard.js';
import { CalendarService } from './calendar.service.js';

@ApiTags('series')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/calendar')
@SignedInOnly()
export class CalendarController {
  constructor(private readonly calendar: CalendarService) {}

  @ApiOperation({
    summary: 'Holidays and evenings at risk, and what was decided of meetings there.',
  })
  @Get()
  @ApiOkResponse({ standardSchema: PartnershipCalendar })
  readCalendar(
    @CurrentAttendee() { partnershipId }: Actor,
    @Query({ schema: CalendarQuery }) query: CalendarQuery,
  ): Promise<PartnershipCalendar> {
    return this.calendar.ofPartnership(partnershipId, query);
  }

  @ApiOperation({ summary: 'How many meetings of each series wait for an answer.' })
  @Get('undecided')
  @ApiOkResponse({ standardSchema: UndecidedDates })
  countUndecided(@CurrentAttendee() { partnershipId }: Actor): Promise<UndecidedDates> {
    return this.calendar.undecided(partnershipId);
  }

  @ApiOperation({ summary: 'The dates of a series that meet something, local days included.' })
  @Post('series-context')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: SeriesContext })
  readSeriesContext(
    @CurrentAttendee() { partnershipId }: Actor,
    @Body({ schema: SeriesPreviewRequest }) request: SeriesPreviewRequest,
  ): Promise<SeriesContext> {
    return this.calendar.contextOf(request, partnershipId);
  }
}
