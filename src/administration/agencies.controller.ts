import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { AdministeredAgency, AgencyEdit, NewAgency, NewOrder } from '../contract/administration.js';
import { Id } from '../contract/primitives.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAdministrator, SignedInOnly } from '../identity/session.guard.js';
import { BasedOn, EditsVersion, TellsVersion } from '../platform/http/edit-version.js';
import { AgenciesService } from './agencies.service.js';

@ApiTags('administration')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/agencies')
@SignedInOnly()
export class AgenciesController {
  constructor(private readonly agencies: AgenciesService) {}

  @ApiOperation({ summary: 'Adds an agency to the table.' })
  @Post()
  @TellsVersion()
  @ApiCreatedResponse({ standardSchema: AdministeredAgency })
  addAgency(
    @CurrentAdministrator() actor: Actor,
    @Body({ schema: NewAgency }) agency: NewAgency,
  ): Promise<AdministeredAgency> {
    return this.agencies.add(actor, agency);
  }

  @ApiOperation({ summary: 'Puts the agencies in another order; it names each once.' })
  @Put('order')
  @HttpCode(204)
  @ApiNoContentResponse()
  orderAgencies(
    @CurrentAdministrator() actor: Actor,
    @Body({ schema: NewOrder }) { ids }: NewOrder,
  ): Promise<void> {
    return this.agencies.reorder(actor, ids);
  }

  @ApiOperation({ summary: 'Changes an agency, retires it or takes it back.' })
  @Put(':agencyId')
  @EditsVersion()
  @ApiOkResponse({ standardSchema: AdministeredAgency })
  editAgency(
    @CurrentAdministrator() actor: Actor,
    @Param('agencyId', { schema: Id }) agencyId: string,
    @BasedOn() version: number,
    @Body({ schema: AgencyEdit }) edit: AgencyEdit,
  ): Promise<AdministeredAgency> {
    return this.agencies.edit(actor, agencyId, version, edit);
  }
}
