import { Body, Controller, Header, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { InvitationLink, InvitationPreview } from '../contract/invitations.js';
import { Session } from '../contract/session.js';
import { AttemptLimitGuard } from '../identity/attempt-limit.guard.js';
import { SessionCookie } from '../identity/session-cookie.js';
import { SessionService } from '../identity/session.service.js';
import { JoiningService } from './joining.service.js';

/** Both are POST, so that the secret is in no address, and whatever follows links does nothing here. */
@ApiTags('invitations')
@Controller('api/v1/invitations')
@UseGuards(AttemptLimitGuard)
export class JoiningController {
  constructor(
    private readonly joining: JoiningService,
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
  ) {}

  @ApiOperation({ summary: 'What an invitation’s link invites to. Uses nothing up.' })
  @Post('preview')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: InvitationPreview })
  previewInvitation(
    @Body({ schema: InvitationLink }) { secret }: InvitationLink,
  ): Promise<InvitationPreview> {
    return this.joining.preview(secret);
  }

  @ApiOperation({ summary: 'Joins by an invitation’s link, which works once, and signs in.' })
  @Post('join')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: Session })
  async joinByInvitation(
    @Body({ schema: InvitationLink }) { secret }: InvitationLink,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const session = await this.joining.join(secret, request.headers);
    this.cookie.set(response, session.secret, session.endsAt);
    return this.sessions.describe(session);
  }
}
