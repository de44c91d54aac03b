import { Body, Controller, Delete, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
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
import { AdministeredPerson, PersonEdit, NewPerson } from '../contract/administration.js';
import { Id } from '../contract/primitives.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentActor, SignedInOnly } from '../identity/session.guard.js';
import { tagged, versionIn } from '../platform/http/edit-version.js';
import { PeopleService } from './people.service.js';

@ApiTags('administration')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/people')
@SignedInOnly()
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @ApiOperation({ summary: 'Adds a person, or someone who is known already.' })
  @Post()
  @ApiCreatedResponse({ standardSchema: AdministeredPerson })
  async addPerson(
    @CurrentActor() actor: Actor,
    @Body({ schema: NewPerson }) person: NewPerson,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AdministeredPerson> {
    return tagged(response, await this.people.add(actor, person));
  }

  @ApiOperation({ summary: 'Changes a member: agency, role, name.' })
  @Put(':personId')
  @ApiHeader({ name: 'If-Match', required: true, example: '"1"' })
  @ApiOkResponse({ standardSchema: AdministeredPerson })
  async editPerson(
    @CurrentActor() actor: Actor,
    @Param('personId', { schema: Id }) personId: string,
    @Headers('if-match') basedOn: string | undefined,
    @Body({ schema: PersonEdit }) edit: PersonEdit,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AdministeredPerson> {
    return tagged(response, await this.people.edit(actor, personId, versionIn(basedOn), edit));
  }

  @ApiOperation({ summary: 'Ends a membership, and with it all access by it.' })
  @Delete(':personId')
  @HttpCode(204)
  @ApiNoContentResponse()
  endMembership(
    @CurrentActor() actor: Actor,
    @Param('personId', { schema: Id }) personId: string,
  ): Promise<void> {
    return this.people.end(actor, personId);
  }
}
