import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  CalendarFeedList,
  MadeCalendarFeed,
  NewCalendarFeed,
  RenewCalendarFeed,
} from '../contract/feeds.js';
import { Id } from '../contract/primitives.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAttendee, SignedInOnly } from '../identity/session.guard.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';

@ApiTags('calendars')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/calendar-feeds')
@SignedInOnly()
export class FeedsController {
  constructor(private readonly feeds: CalendarFeedsService) {}

  @ApiOperation({ summary: 'One’s own addresses of calendars, and those of one’s agency.' })
  @Get()
  @ApiOkResponse({ standardSchema: CalendarFeedList })
  listCalendarFeeds(@CurrentAttendee() actor: Actor): Promise<CalendarFeedList> {
    return this.feeds.list(actor);
  }

  @ApiOperation({ summary: 'Makes an address that a calendar can fetch; it is told this once.' })
  @Post()
  @ApiCreatedResponse({ standardSchema: MadeCalendarFeed })
  makeCalendarFeed(
    @CurrentAttendee() actor: Actor,
    @Body({ schema: NewCalendarFeed }) asked: NewCalendarFeed,
  ): Promise<MadeCalendarFeed> {
    return this.feeds.make(actor, asked);
  }

  @ApiOperation({ summary: 'Makes another address; the one before works no more.' })
  @Post(':feedId/addresses')
  @ApiCreatedResponse({ standardSchema: MadeCalendarFeed })
  renewCalendarFeed(
    @CurrentAttendee() actor: Actor,
    @Param('feedId', { schema: Id }) feedId: string,
    @Body({ schema: RenewCalendarFeed }) _nothing: object,
  ): Promise<MadeCalendarFeed> {
    return this.feeds.renew(actor, feedId);
  }

  @ApiOperation({ summary: 'Ends an address; calendars that fetch it find nothing more.' })
  @Delete(':feedId')
  @HttpCode(204)
  @ApiNoContentResponse()
  endCalendarFeed(
    @CurrentAttendee() actor: Actor,
    @Param('feedId', { schema: Id }) feedId: string,
  ): Promise<void> {
    return this.feeds.end(actor, feedId);
  }
}
