import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CalendarQuery, PartnershipCalendar } from '../contract/calendar.js';
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
}
