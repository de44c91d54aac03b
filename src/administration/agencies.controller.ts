import { Body, Controller, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { AdministeredAgency, AgencyEdit, NewAgency, NewOrder } from '../contract/administration.js';
import { Id } from '../contract/primitives.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentActor, SignedInOnly } from '../identity/session.guard.js';
import { tagged, versionIn } from '../platform/http/edit-version.js';
import { AgenciesService } from './agencies.service.js';

@ApiTags('administration')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/agencies')
@SignedInOnly()
export class AgenciesController {
  constructor(private readonly agencies: AgenciesService) {}

  @ApiOperation({ summary: 'Adds an agency to the table.' })
  @Post()
  @ApiCreatedResponse({ standardSchema: AdministeredAgency })
  async addAgency(
    @CurrentActor() actor: Actor,
    @Body({ schema: NewAgency }) agency: NewAgency,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AdministeredAgency> {
    return tagged(response, await this.agencies.add(actor, agency));
  }

  @ApiOperation({ summary: 'Puts the agencies in another order; it names each once.' })
  @Put('order')
  @HttpCode(204)
  @ApiNoContentResponse()
  orderAgencies(
    @CurrentActor() actor: Actor,
    @Body({ schema: NewOrder }) { ids }: NewOrder,
  ): Promise<void> {
    return this.agencies.reorder(actor, ids);
  }

  @ApiOperation({ summary: 'Changes an agency, retires it or takes it back.' })
  @Put(':agencyId')
  @ApiHeader({ name: 'If-Match', required: true, example: '"1"' })
  @ApiOkResponse({ standardSchema: AdministeredAgency })
  async editAgency(
    @CurrentActor() actor: Actor,
    @Param('agencyId', { schema: Id }) agencyId: string,
    @Headers('if-match') basedOn: string | undefined,
    @Body({ schema: AgencyEdit }) edit: AgencyEdit,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AdministeredAgency> {
    return tagged(response, await this.agencies.edit(actor, agencyId, versionIn(basedOn), edit));
  }
}
