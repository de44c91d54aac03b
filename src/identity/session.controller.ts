import { Controller, Delete, Get, Header, HttpCode, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Session } from '../contract/session.js';
import { SessionCookie } from './session-cookie.js';
import { CurrentSession, SignedInOnly } from './session.guard.js';
import { SessionService, type SignedIn } from './session.service.js';

@ApiTags('session')
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
  ) {}

  @ApiOperation({ summary: 'Who one is signed in as.' })
  @Get()
  @SignedInOnly()
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: Session })
  readSession(@CurrentSession() signedIn: SignedIn): Promise<Session> {
    return this.sessions.describe(signedIn);
  }

  @ApiOperation({
    summary: 'Signs out, everywhere this session is used. Signing out twice is no fault.',
  })
  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  async signOut(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const signedIn = await this.sessions.authenticate(request.headers.cookie);
    if (signedIn) await this.sessions.end(signedIn.id);
    this.cookie.clear(response);
  }
}
