import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { NewReportTiming, ReportTiming } from '../contract/reports.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAttendee, SignedInOnly } from '../identity/session.guard.js';
import { BasedOn, EditsVersion, TellsVersion } from '../platform/http/edit-version.js';
import { ReportTimingService } from './report-timing.service.js';

@ApiTags('meetings')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/report-timing')
@SignedInOnly()
export class ReportTimingController {
  constructor(private readonly timing: ReportTimingService) {}

  @ApiOperation({ summary: 'How long before a meeting reports are asked for.' })
  @Get()
  @TellsVersion()
  @ApiOkResponse({ standardSchema: ReportTiming })
  readTiming(@CurrentAttendee() { partnershipId }: Actor): Promise<ReportTiming> {
    return this.timing.read(partnershipId);
  }

  @ApiOperation({ summary: 'Says so; for all meetings from now on.' })
  @Put()
  @EditsVersion()
  @ApiOkResponse({ standardSchema: ReportTiming })
  changeTiming(
    @CurrentAttendee() actor: Actor,
    @BasedOn() version: number,
    @Body({ schema: NewReportTiming }) timing: NewReportTiming,
  ): Promise<ReportTiming> {
    return this.timing.change(actor, version, timing);
  }
}
