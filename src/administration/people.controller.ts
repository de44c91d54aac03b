import { Body, Controller, Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { AdministeredPerson, PersonEdit, NewPerson } from '../contract/administration.js';
import { Id } from '../contract/primitives.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAdministrator, SignedInOnly } from '../identity/session.guard.js';
import { BasedOn, EditsVersion, TellsVersion } from '../platform/http/edit-version.js';
import { PeopleService } from './people.service.js';

@ApiTags('administration')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/people')
@SignedInOnly()
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @ApiOperation({ summary: 'Adds a person, or someone who is known already.' })
  @Post()
  @TellsVersion()
  @ApiCreatedResponse({ standardSchema: AdministeredPerson })
  addPerson(
    @CurrentAdministrator() actor: Actor,
    @Body({ schema: NewPerson }) person: NewPerson,
  ): Promise<AdministeredPerson> {
    return this.people.add(actor, person);
  }

  @ApiOperation({ summary: 'Changes a member: agency, role, name.' })
  @Put(':personId')
  @EditsVersion()
  @ApiOkResponse({ standardSchema: AdministeredPerson })
  editPerson(
    @CurrentAdministrator() actor: Actor,
    @Param('personId', { schema: Id }) personId: string,
    @BasedOn() version: number,
    @Body({ schema: PersonEdit }) edit: PersonEdit,
  ): Promise<AdministeredPerson> {
    return this.people.edit(actor, personId, version, edit);
  }

  @ApiOperation({ summary: 'Ends a membership, and with it all access by it.' })
  @Delete(':personId')
  @HttpCode(204)
  @ApiNoContentResponse()
  endMembership(
    @CurrentAdministrator() actor: Actor,
    @Param('personId', { schema: Id }) personId: string,
  ): Promise<void> {
    return this.people.end(actor, personId);
  }
}
