import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { AdministeredPlace, PlaceEdit, NewPlace, NewOrder } from '../contract/administration.js';
import { Id } from '../contract/primitives.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAdministrator, SignedInOnly } from '../identity/session.guard.js';
import { BasedOn, EditsVersion, TellsVersion } from '../platform/http/edit-version.js';
import { PlacesService } from './places.service.js';

@ApiTags('administration')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/places')
@SignedInOnly()
export class PlacesController {
  constructor(private readonly places: PlacesService) {}

  @ApiOperation({ summary: 'Adds a place.' })
  @Post()
  @TellsVersion()
  @ApiCreatedResponse({ standardSchema: AdministeredPlace })
  addPlace(
    @CurrentAdministrator() actor: Actor,
    @Body({ schema: NewPlace }) place: NewPlace,
  ): Promise<AdministeredPlace> {
    return this.places.add(actor, place);
  }

  @ApiOperation({ summary: 'Puts the places in another order; it names each once.' })
  @Put('order')
  @HttpCode(204)
  @ApiNoContentResponse()
  orderPlaces(
    @CurrentAdministrator() actor: Actor,
    @Body({ schema: NewOrder }) { ids }: NewOrder,
  ): Promise<void> {
    return this.places.reorder(actor, ids);
  }

  @ApiOperation({ summary: 'Changes a place, retires it or takes it back.' })
  @Put(':placeId')
  @EditsVersion()
  @ApiOkResponse({ standardSchema: AdministeredPlace })
  editPlace(
    @CurrentAdministrator() actor: Actor,
    @Param('placeId', { schema: Id }) placeId: string,
    @BasedOn() version: number,
    @Body({ schema: PlaceEdit }) edit: PlaceEdit,
  ): Promise<AdministeredPlace> {
    return this.places.edit(actor, placeId, version, edit);
  }
}
