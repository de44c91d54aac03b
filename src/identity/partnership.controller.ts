import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Partnership } from '../contract/directory.js';
import { PartnershipService } from '../directory/partnership.service.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentActor, GuestsToo, SignedInOnly } from './session.guard.js';

// Stands here and not in the directory, which is built before there are sessions.
@ApiTags('partnership')
@Controller('api/v1/partnerships/:partnershipId')
@SignedInOnly()
export class PartnershipController {
  constructor(private readonly partnerships: PartnershipService) {}

  @ApiOperation({ summary: 'The partnership with its agencies, places and agreement.' })
  @Get()
  @ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
  @ApiOkResponse({ standardSchema: Partnership })
  @GuestsToo(true)
  async readPartnership(@CurrentActor() actor: Actor): Promise<Partnership> {
    const partnership = await this.partnerships.read(actor);
    // Guests need the names around the table, not what the agencies have signed.
    return actor.onlyMeetingId === undefined ? partnership : { ...partnership, agreement: null };
  }
}
