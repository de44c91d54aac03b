import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  LocalDays,
  LocalDaysFile,
  LocalDaysImport,
  LocalDaysList,
  NewLocalDays,
} from '../../contract/local-days.js';
import { Id } from '../../contract/primitives.js';
import type { Actor } from '../../domain/meeting/access.js';
import { CurrentAttendee, SignedInOnly } from '../../identity/session.guard.js';
import { BasedOn, EditsVersion } from '../../platform/http/edit-version.js';
import { LocalDaysService } from './local-days.service.js';

@ApiTags('calendars')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/local-days')
@SignedInOnly()
export class LocalDaysController {
  constructor(private readonly localDays: LocalDaysService) {}

  @ApiOperation({ summary: 'School breaks and events that the partnership has marked.' })
  @Get()
  @ApiOkResponse({ standardSchema: LocalDaysList })
  listLocalDays(@CurrentAttendee() { partnershipId }: Actor): Promise<LocalDaysList> {
    return this.localDays.list(partnershipId);
  }

  @ApiOperation({ summary: 'Marks days; what is there already stays.' })
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: LocalDaysList })
  addLocalDays(
    @CurrentAttendee() actor: Actor,
    @Body({ schema: NewLocalDays }) days: NewLocalDays,
  ): Promise<LocalDaysList> {
    return this.localDays.add(actor, days);
  }

  @ApiOperation({ summary: 'What a file would bring. Nothing is kept.' })
  @Post('previews')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: LocalDaysImport })
  previewLocalDays(
    @CurrentAttendee() actor: Actor,
    @Body({ schema: LocalDaysFile }) file: LocalDaysFile,
  ): Promise<LocalDaysImport> {
    return this.localDays.preview(actor, file);
  }

  @ApiOperation({ summary: 'Takes in what the preview of the file shows as new.' })
  @Post('imports')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: LocalDaysList })
  importLocalDays(
    @CurrentAttendee() actor: Actor,
    @Body({ schema: LocalDaysFile }) file: LocalDaysFile,
  ): Promise<LocalDaysList> {
    return this.localDays.import(actor, file);
  }

  @ApiOperation({ summary: 'Changes marked days: their name, their kind, when they are.' })
  @Put(':localDaysId')
  @EditsVersion()
  @ApiOkResponse({ standardSchema: LocalDays })
  editLocalDays(
    @CurrentAttendee() actor: Actor,
    @Param('localDaysId', { schema: Id }) localDaysId: string,
    @BasedOn() version: number,
    @Body({ schema: NewLocalDays }) days: NewLocalDays,
  ): Promise<LocalDays> {
    return this.localDays.edit(actor, localDaysId, version, days);
  }

  @ApiOperation({ summary: 'Takes marked days away, as they were seen.' })
  @Delete(':localDaysId')
  @ApiHeader({ name: 'If-Match', required: true, example: '"1"' })
  @ApiOkResponse({ standardSchema: LocalDaysList })
  removeLocalDays(
    @CurrentAttendee() actor: Actor,
    @Param('localDaysId', { schema: Id }) localDaysId: string,
    @BasedOn() version: number,
  ): Promise<LocalDaysList> {
    return this.localDays.remove(actor, localDaysId, version);
  }
}
