import { createHash } from 'node:crypto';
import { Controller, Get, Headers, Ip, Param, Query, Res } from '@nestjs/common';
import {
  ApiHeader,
  ApiNotModifiedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { MeetingFileQuery } from '../contract/feeds.js';
import { Id } from '../contract/primitives.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAttendee, SignedInOnly } from '../identity/session.guard.js';
import { isAlreadyKnown } from '../platform/http/already-known.js';
import { FeedReadingService } from './feed-reading.service.js';
import { MeetingFileService } from './meeting-file.service.js';

const CALENDAR = 'text/calendar; charset=utf-8';
const asCalendar = { content: { 'text/calendar': { schema: { type: 'string' } } } } as const;

/** For everyone who has the address. The same meetings give the same bytes, and so the same ETag. */
@ApiTags('calendars')
@Controller('api/v1/calendar-feeds')
export class FeedFilesController {
  constructor(private readonly feeds: FeedReadingService) {}

  @ApiOperation({ summary: 'The calendar at an address, as iCalendar.' })
  @Get(':file')
  @ApiParam({ name: 'file', type: String, description: 'The secret of the address, and `.ics`.' })
  @ApiHeader({ name: 'If-None-Match', required: false })
  @ApiOkResponse({ ...asCalendar, headers: { ETag: { schema: { type: 'string' } } } })
  @ApiNotModifiedResponse({ description: 'It is still as `If-None-Match` names it.' })
  async readCalendarFeed(
    @Param('file') file: string,
    @Ip() caller: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const content = await this.feeds.read(file, caller);
    const etag = `"${createHash('sha256').update(content).digest('base64url')}"`;
    response.set({ 'Content-Type': CALENDAR, ETag: etag });
    if (isAlreadyKnown(known, etag)) response.status(304);
    return content;
  }
}

@ApiTags('calendars')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/meetings/:meetingId')
@SignedInOnly()
export class MeetingFilesController {
  constructor(private readonly files: MeetingFileService) {}

  @ApiOperation({ summary: 'One meeting as iCalendar, to put into a calendar once.' })
  @Get('calendar.ics')
  @ApiOkResponse(asCalendar)
  async readMeetingFile(
    @CurrentAttendee() { partnershipId }: Actor,
    @Param('meetingId', { schema: Id }) meetingId: string,
    @Query({ schema: MeetingFileQuery }) { language }: MeetingFileQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { name, content } = await this.files.write({ partnershipId, meetingId }, language);
    response.set({
      'Content-Type': CALENDAR,
      'Content-Disposition': `attachment; filename="${name}"`,
    });
    return content;
  }
}
