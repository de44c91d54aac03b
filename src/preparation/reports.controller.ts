import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Id } from '../contract/primitives.js';
import {
  NewReport,
  RemindOfReports,
  ReportList,
  TryReportLettersAgain,
} from '../contract/reports.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAttendee, SignedInOnly } from '../identity/session.guard.js';
import { RemindersService } from './reminders.service.js';
import { ReportsService } from './reports.service.js';

@ApiTags('meetings')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/meetings/:meetingId/reports')
@SignedInOnly()
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly reminders: RemindersService,
  ) {}

  @ApiOperation({ summary: 'Which agencies have filed their report, or have nothing to report.' })
  @Get()
  @ApiOkResponse({ standardSchema: ReportList })
  listReports(
    @CurrentAttendee() actor: Actor,
    @Param('meetingId', { schema: Id }) meetingId: string,
  ): Promise<ReportList> {
    return this.reports.list(actor, meetingId);
  }

  @ApiOperation({ summary: 'Says so of one’s own agency; until the meeting opens.' })
  @Put('mine')
  @ApiOkResponse({ standardSchema: ReportList })
  answerForMine(
    @CurrentAttendee() actor: Actor,
    @Param('meetingId', { schema: Id }) meetingId: string,
    @Body({ schema: NewReport }) report: NewReport,
  ): Promise<ReportList> {
    return this.reports.answer(actor, meetingId, report);
  }

  @ApiOperation({
    summary:
      'Reminds those by mail whose agency has not answered, nobody more than once; asks those not asked.',
  })
  @Post('reminders')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ReportList })
  remind(
    @CurrentAttendee() actor: Actor,
    @Param('meetingId', { schema: Id }) meetingId: string,
    @Body({ schema: RemindOfReports }) _nothing: object,
  ): Promise<ReportList> {
    return this.reminders.remind(actor, meetingId);
  }

  @ApiOperation({ summary: 'Tries the letters again that did not arrive; for coordinators.' })
  @Post('tries')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ReportList })
  tryReportLettersAgain(
    @CurrentAttendee() actor: Actor,
    @Param('meetingId', { schema: Id }) meetingId: string,
    @Body({ schema: TryReportLettersAgain }) _nothing: object,
  ): Promise<ReportList> {
    return this.reminders.tryAgain(actor, meetingId);
  }
}
