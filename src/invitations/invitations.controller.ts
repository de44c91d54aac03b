import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Invitation, InvitationList, NewInvitation, SendAgain } from '../contract/invitations.js';
import { Id } from '../contract/primitives.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAdministrator, SignedInOnly } from '../identity/session.guard.js';
import { InvitationsService } from './invitations.service.js';

@ApiTags('invitations')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/invitations')
@SignedInOnly()
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @ApiOperation({ summary: 'The invitations that nobody has used yet.' })
  @Get()
  @ApiOkResponse({ standardSchema: InvitationList })
  listInvitations(@CurrentAdministrator() actor: Actor): Promise<InvitationList> {
    return this.invitations.list(actor);
  }

  @ApiOperation({ summary: 'Invites someone by mail.' })
  @Post()
  @ApiCreatedResponse({ standardSchema: Invitation })
  invite(
    @CurrentAdministrator() actor: Actor,
    @Body({ schema: NewInvitation }) asked: NewInvitation,
  ): Promise<Invitation> {
    return this.invitations.invite(actor, asked);
  }

  @ApiOperation({
    summary: 'Sends an invitation again; the link in the letter before works no more.',
  })
  @Post(':invitationId/letters')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: Invitation })
  sendInvitationAgain(
    @CurrentAdministrator() actor: Actor,
    @Param('invitationId', { schema: Id }) invitationId: string,
    @Body({ schema: SendAgain }) _nothing: object,
  ): Promise<Invitation> {
    return this.invitations.sendAgain(actor, invitationId);
  }

  @ApiOperation({ summary: 'Takes an invitation back.' })
  @Delete(':invitationId')
  @HttpCode(204)
  @ApiNoContentResponse()
  withdrawInvitation(
    @CurrentAdministrator() actor: Actor,
    @Param('invitationId', { schema: Id }) invitationId: string,
  ): Promise<void> {
    return this.invitations.withdraw(actor, invitationId);
  }
}
