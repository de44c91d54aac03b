import { Body, Controller, Get, Header, Param, Post, Put } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  AdministeredAgreement,
  AgreementEdit,
  Directory,
  PartnershipEdit,
  PartnershipFacts,
} from '../contract/administration.js';
import { InitialAudiences } from '../contract/audience.js';
import { Id } from '../contract/primitives.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAdministrator, SignedInOnly } from '../identity/session.guard.js';
import { BasedOn, EditsVersion, TellsVersion } from '../platform/http/edit-version.js';
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
  readDirectory(@CurrentAdministrator() actor: Actor): Promise<Directory> {
    return this.partnerships.read(actor);
  }

  @ApiOperation({ summary: 'Changes the facts of the partnership.' })
  @Put()
  @EditsVersion()
  @ApiOkResponse({ standardSchema: PartnershipFacts })
  editPartnership(
    @CurrentAdministrator() actor: Actor,
    @BasedOn() version: number,
    @Body({ schema: PartnershipEdit }) edit: PartnershipEdit,
  ): Promise<PartnershipFacts> {
    return this.partnerships.edit(actor, version, edit);
  }

  @ApiOperation({ summary: 'Sets whom new entries reach at first, by the kind of agency.' })
  @Put('initial-audiences')
  @EditsVersion()
  @ApiOkResponse({ standardSchema: PartnershipFacts })
  setInitialAudiences(
    @CurrentAdministrator() actor: Actor,
    @BasedOn() version: number,
    @Body({ schema: InitialAudiences }) audiences: InitialAudiences,
  ): Promise<PartnershipFacts> {
    return this.partnerships.setInitialAudiences(actor, version, audiences);
  }

  @ApiOperation({ summary: 'Adds an agreement.' })
  @Post('agreements')
  @TellsVersion()
  @ApiCreatedResponse({ standardSchema: AdministeredAgreement })
  addAgreement(
    @CurrentAdministrator() actor: Actor,
    @Body({ schema: AgreementEdit }) agreement: AgreementEdit,
  ): Promise<AdministeredAgreement> {
    return this.agreements.add(actor, agreement);
  }

  @ApiOperation({ summary: 'Changes an agreement: its period, its parties, who signed.' })
  @Put('agreements/:agreementId')
  @EditsVersion()
  @ApiOkResponse({ standardSchema: AdministeredAgreement })
  editAgreement(
    @CurrentAdministrator() actor: Actor,
    @Param('agreementId', { schema: Id }) agreementId: string,
    @BasedOn() version: number,
    @Body({ schema: AgreementEdit }) edit: AgreementEdit,
  ): Promise<AdministeredAgreement> {
    return this.agreements.edit(actor, agreementId, version, edit);
  }
}
