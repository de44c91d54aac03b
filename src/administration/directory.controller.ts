import { Body, Controller, Get, Header, Headers, Param, Post, Put, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import {
  AdministeredAgreement,
  AgreementEdit,
  Directory,
  PartnershipEdit,
  PartnershipFacts,
} from '../contract/administration.js';
import { Id } from '../contract/primitives.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentActor, SignedInOnly } from '../identity/session.guard.js';
import { tagged, versionIn } from '../platform/http/edit-version.js';
import { AgreementsService } from './agreements.service.js';
import { PartnershipsService } from './partnerships.service.js';

/** For those who look after the directory; to other members it is not there. */
@ApiTags('administration')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId')
@SignedInOnly()
export class DirectoryController {
  constructor(
    private readonly partnerships: PartnershipsService,
    private readonly agreements: AgreementsService,
  ) {}

  @ApiOperation({ summary: 'The whole directory, with what is retired and every version.' })
  @Get('directory')
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: Directory })
  readDirectory(@CurrentActor() actor: Actor): Promise<Directory> {
    return this.partnerships.read(actor);
  }

  @ApiOperation({ summary: 'Changes the facts of the partnership.' })
  @Put()
  @ApiHeader({ name: 'If-Match', required: true, example: '"1"' })
  @ApiOkResponse({ standardSchema: PartnershipFacts })
  async editPartnership(
    @CurrentActor() actor: Actor,
    @Headers('if-match') basedOn: string | undefined,
    @Body({ schema: PartnershipEdit }) edit: PartnershipEdit,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PartnershipFacts> {
    return tagged(response, await this.partnerships.edit(actor, versionIn(basedOn), edit));
  }

  @ApiOperation({ summary: 'Adds an agreement.' })
  @Post('agreements')
  @ApiCreatedResponse({ standardSchema: AdministeredAgreement })
  async addAgreement(
    @CurrentActor() actor: Actor,
    @Body({ schema: AgreementEdit }) agreement: AgreementEdit,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AdministeredAgreement> {
    return tagged(response, await this.agreements.add(actor, agreement));
  }

  @ApiOperation({ summary: 'Changes an agreement: its period, its parties, who signed.' })
  @Put('agreements/:agreementId')
  @ApiHeader({ name: 'If-Match', required: true, example: '"1"' })
  @ApiOkResponse({ standardSchema: AdministeredAgreement })
  async editAgreement(
    @CurrentActor() actor: Actor,
    @Param('agreementId', { schema: Id }) agreementId: string,
    @Headers('if-match') basedOn: string | undefined,
    @Body({ schema: AgreementEdit }) edit: AgreementEdit,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AdministeredAgreement> {
    const version = versionIn(basedOn);
    return tagged(response, await this.agreements.edit(actor, agreementId, version, edit));
  }
}
