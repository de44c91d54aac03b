import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Id } from '../contract/primitives.js';
import { LocalDate } from '../contract/schedule.js';
import {
  FollowingChange,
  FollowingPreview,
  FollowingPreviewRequest,
  Series,
} from '../contract/series.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAttendee, SignedInOnly } from '../identity/session.guard.js';
import { BasedOn, EditsVersion, TellsVersion } from '../platform/http/edit-version.js';
import { SeriesFollowingService } from './series-following.service.js';

/** "This and following": a series from a date on. */
@ApiTags('series')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/series/:seriesId/following/:on')
@SignedInOnly()
export class FollowingController {
  constructor(private readonly following: SeriesFollowingService) {}

  @ApiOperation({ summary: 'The series as it goes on from a date: what a change begins with.' })
  @Get()
  @TellsVersion()
  @ApiOkResponse({ standardSchema: Series })
  readFollowing(
    @CurrentAttendee() { partnershipId }: Actor,
    @Param('seriesId', { schema: Id }) seriesId: string,
    @Param('on', { schema: LocalDate }) on: string,
  ): Promise<Series> {
    return this.following.read(partnershipId, seriesId, on);
  }

  @ApiOperation({ summary: 'What would become of the meetings from a date on. Nothing is kept.' })
  @Post('preview')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: FollowingPreview })
  previewFollowing(
    @CurrentAttendee() actor: Actor,
    @Param('seriesId', { schema: Id }) seriesId: string,
    @Param('on', { schema: LocalDate }) on: string,
    @Body({ schema: FollowingPreviewRequest }) { plan }: FollowingPreviewRequest,
  ): Promise<FollowingPreview> {
    return this.following.preview(actor, seriesId, on, plan);
  }

  @ApiOperation({
    summary: 'Changes a series from a date on, or ends it; what follows is a series of its own.',
  })
  @Put()
  @EditsVersion()
  @ApiOkResponse({ standardSchema: Series })
  changeFollowing(
    @CurrentAttendee() actor: Actor,
    @Param('seriesId', { schema: Id }) seriesId: string,
    @Param('on', { schema: LocalDate }) on: string,
    @BasedOn() version: number,
    @Body({ schema: FollowingChange }) change: FollowingChange,
  ): Promise<Series> {
    return this.following.change(actor, seriesId, version, on, change);
  }
}
