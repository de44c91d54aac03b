import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { NewPartnership, PartnershipFacts } from '../contract/administration.js';
import { CurrentSession, SignedInOnly } from '../identity/session.guard.js';
import type { SignedIn } from '../identity/session.service.js';
import { TellsVersion } from '../platform/http/edit-version.js';
import { PartnershipsService } from './partnerships.service.js';

@ApiTags('administration')
@Controller('api/v1/partnerships')
@SignedInOnly()
export class FoundingController {
  constructor(private readonly partnerships: PartnershipsService) {}

  @ApiOperation({ summary: 'Founds a partnership, for someone who looks after one already.' })
  @Post()
  @TellsVersion()
  @ApiCreatedResponse({ standardSchema: PartnershipFacts })
  async foundPartnership(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: NewPartnership }) partnership: NewPartnership,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PartnershipFacts> {
    const founded = await this.partnerships.found(signedIn, partnership);
    response.location(`/api/v1/partnerships/${founded.id}`);
    return founded;
  }
}
