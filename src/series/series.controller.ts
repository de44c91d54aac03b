import { Body, Controller, Get, Param, Post, Put, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Id } from '../contract/primitives.js';
import { Series, SeriesList, SeriesPlan } from '../contract/series.js';
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
    @Body({ schema: SeriesPlan }) plan: SeriesPlan,
  ): Promise<Series> {
    return this.series.edit(actor, seriesId, version, plan);
  }
}
