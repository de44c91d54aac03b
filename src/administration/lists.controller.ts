import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ConfirmedImport, ImportPreview, ListExport, ListImport } from '../contract/lists.js';
import { listKinds, type ListKind } from '../contract/vocabulary.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAdministrator, SignedInOnly } from '../identity/session.guard.js';
import { ListsService } from './lists.service.js';

@ApiTags('administration')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId')
@SignedInOnly()
export class ListsController {
  constructor(private readonly lists: ListsService) {}

  @ApiOperation({ summary: 'The agencies or the people as a table for a spreadsheet.' })
  @Get('exports/:kind')
  @Header('Cache-Control', 'no-store')
  @ApiParam({ name: 'kind', enum: listKinds })
  @ApiOkResponse({ standardSchema: ListExport })
  exportList(
    @CurrentAdministrator() actor: Actor,
    @Param('kind', { schema: z.enum(listKinds) }) kind: ListKind,
  ): Promise<ListExport> {
    return this.lists.export(actor, kind);
  }

  @ApiOperation({ summary: 'What a table would do to the directory. Nothing is kept.' })
  @Post('imports/preview')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ImportPreview })
  previewImport(
    @CurrentAdministrator() actor: Actor,
    @Body({ schema: ListImport }) list: ListImport,
  ): Promise<ImportPreview> {
    return this.lists.preview(actor, list);
  }

  @ApiOperation({ summary: 'Does what the preview has shown, all of it or nothing.' })
  @Post('imports')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ImportPreview })
  importList(
    @CurrentAdministrator() actor: Actor,
    @Body({ schema: ConfirmedImport }) list: ConfirmedImport,
  ): Promise<ImportPreview> {
    return this.lists.carryOut(actor, list);
  }
}
