import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Id } from '../contract/primitives.js';
import { LocalDate } from '../contract/schedule.js';
import {
  DateChange,
  ExtraMeeting,
  FollowingPreview,
  Series,
  SeriesEdit,
  SeriesList,
  SeriesPlan,
} from '../contract/series.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAttendee, SignedInOnly } from '../identity/session.guard.js';
import { BasedOn, EditsVersion, TellsVersion } from '../platform/http/edit-version.js';
import { SeriesService } from './series.service.js';

@ApiTags('series')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/series')
@SignedInOnly()
export class SeriesController {
  constructor(private readonly series: SeriesService) {}

  @ApiOperation({ summary: 'The series of the partnership.' })
  @Get()
  @ApiOkResponse({ standardSchema: SeriesList })
  listSeries(@CurrentAttendee() { partnershipId }: Actor): Promise<SeriesList> {
    return this.series.list(partnershipId);
  }

  @ApiOperation({ summary: 'One series; its `ETag` is what an edit names in `If-Match`.' })
  @Get(':seriesId')
  @TellsVersion()
  @ApiOkResponse({ standardSchema: Series })
  readSeries(
    @CurrentAttendee() { partnershipId }: Actor,
    @Param('seriesId', { schema: Id }) seriesId: string,
  ): Promise<Series> {
    return this.series.read(partnershipId, seriesId);
  }

  @ApiOperation({ summary: 'Plans a new series and a year of its meetings.' })
  @Post()
  @TellsVersion()
  @ApiCreatedResponse({ standardSchema: Series })
  async planSeries(
    @CurrentAttendee() actor: Actor,
    @Body({ schema: SeriesPlan }) plan: SeriesPlan,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Series> {
    const series = await this.series.create(actor, plan);
    response.location(`/api/v1/partnerships/${actor.partnershipId}/series/${series.id}`);
    return series;
  }

  @ApiOperation({ summary: 'Changes a series and the meetings of it that have not been opened.' })
  @Put(':seriesId')
  @EditsVersion()
  @ApiOkResponse({ standardSchema: Series })
  editSeries(
    @CurrentAttendee() actor: Actor,
    @Param('seriesId', { schema: Id }) seriesId: string,
    @BasedOn() version: number,
    @Body({ schema: SeriesEdit }) edit: SeriesEdit,
  ): Promise<Series> {
    return this.series.edit(actor, seriesId, version, edit);
  }

  @ApiOperation({ summary: 'What would become of the meetings by such a change. Nothing is kept.' })
  @Post(':seriesId/preview')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: FollowingPreview })
  previewSeriesEdit(
    @CurrentAttendee() actor: Actor,
    @Param('seriesId', { schema: Id }) seriesId: string,
    @Body({ schema: SeriesPlan }) plan: SeriesPlan,
  ): Promise<FollowingPreview> {
    return this.series.previewEdit(actor, seriesId, plan);
  }

  @ApiOperation({
    summary: 'Moves, cancels or holds one meeting, or declines an evening beside the rule.',
  })
  @Put(':seriesId/dates/:on')
  @EditsVersion()
  @ApiOkResponse({ standardSchema: Series })
  changeDate(
    @CurrentAttendee() actor: Actor,
    @Param('seriesId', { schema: Id }) seriesId: string,
    @Param('on', { schema: LocalDate }) on: string,
    @BasedOn() version: number,
    @Body({ schema: DateChange }) change: DateChange,
  ): Promise<Series> {
    return this.series.changeDate(actor, seriesId, version, on, change);
  }

  @ApiOperation({ summary: 'Takes back what was done to one date: its meeting is held again.' })
  @Delete(':seriesId/dates/:on')
  @EditsVersion()
  @ApiOkResponse({ standardSchema: Series })
  restoreDate(
    @CurrentAttendee() actor: Actor,
    @Param('seriesId', { schema: Id }) seriesId: string,
    @Param('on', { schema: LocalDate }) on: string,
    @BasedOn() version: number,
  ): Promise<Series> {
    return this.series.restoreDate(actor, seriesId, version, on);
  }

  @ApiOperation({ summary: 'Adds one meeting beside the rule.' })
  @Post(':seriesId/extra-meetings')
  @HttpCode(200)
  @EditsVersion()
  @ApiOkResponse({ standardSchema: Series })
  addExtraMeeting(
    @CurrentAttendee() actor: Actor,
    @Param('seriesId', { schema: Id }) seriesId: string,
    @BasedOn() version: number,
    @Body({ schema: ExtraMeeting }) extra: ExtraMeeting,
  ): Promise<Series> {
    return this.series.addExtraMeeting(actor, seriesId, version, extra);
  }
}
