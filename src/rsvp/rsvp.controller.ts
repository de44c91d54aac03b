import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Id } from '../contract/primitives.js';
import { NewRsvp, RsvpList } from '../contract/rsvp.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAttendee, SignedInOnly } from '../identity/session.guard.js';
import { RsvpService } from './rsvp.service.js';

@ApiTags('meetings')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/meetings/:meetingId/rsvps')
@SignedInOnly()
export class RsvpController {
  constructor(private readonly rsvps: RsvpService) {}

  @ApiOperation({ summary: 'Who has said whether they come, as far as the reader may know.' })
  @Get()
  @ApiOkResponse({ standardSchema: RsvpList })
  listRsvps(
    @CurrentAttendee() actor: Actor,
    @Param('meetingId', { schema: Id }) meetingId: string,
  ): Promise<RsvpList> {
    return this.rsvps.list(actor, meetingId);
  }

  @ApiOperation({ summary: 'Says whether one comes; until the meeting opens it can be changed.' })
  @Put('mine')
  @ApiOkResponse({ standardSchema: RsvpList })
  answerMine(
    @CurrentAttendee() actor: Actor,
    @Param('meetingId', { schema: Id }) meetingId: string,
    @Body({ schema: NewRsvp }) answer: NewRsvp,
  ): Promise<RsvpList> {
    return this.rsvps.answer(actor, meetingId, answer);
  }
}
