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
import { AdministeredPlace, PlaceEdit, NewPlace, NewOrder } from '../contract/administration.js';
import { Id } from '../contract/primitives.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentActor, SignedInOnly } from '../identity/session.guard.js';
import { tagged, versionIn } from '../platform/http/edit-version.js';
import { PlacesService } from './places.service.js';

@ApiTags('administration')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/places')
@SignedInOnly()
export class PlacesController {
  constructor(private readonly places: PlacesService) {}

  @ApiOperation({ summary: 'Adds a place.' })
  @Post()
  @ApiCreatedResponse({ standardSchema: AdministeredPlace })
  async addPlace(
    @CurrentActor() actor: Actor,
    @Body({ schema: NewPlace }) place: NewPlace,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AdministeredPlace> {
    return tagged(response, await this.places.add(actor, place));
  }

  @ApiOperation({ summary: 'Puts the places in another order; it names each once.' })
  @Put('order')
  @HttpCode(204)
  @ApiNoContentResponse()
  orderPlaces(
    @CurrentActor() actor: Actor,
    @Body({ schema: NewOrder }) { ids }: NewOrder,
  ): Promise<void> {
    return this.places.reorder(actor, ids);
  }

  @ApiOperation({ summary: 'Changes a place, retires it or takes it back.' })
  @Put(':placeId')
  @ApiHeader({ name: 'If-Match', required: true, example: '"1"' })
  @ApiOkResponse({ standardSchema: AdministeredPlace })
  async editPlace(
    @CurrentActor() actor: Actor,
    @Param('placeId', { schema: Id }) placeId: string,
    @Headers('if-match') basedOn: string | undefined,
    @Body({ schema: PlaceEdit }) edit: PlaceEdit,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AdministeredPlace> {
    return tagged(response, await this.places.edit(actor, placeId, versionIn(basedOn), edit));
  }
}
