import { Body, Controller, Header, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ChallengeRequest, PasskeyAsked, PasskeySignIn } from '../../contract/passkeys.js';
import { Session } from '../../contract/session.js';
import { AttemptLimitGuard } from '../attempt-limit.guard.js';
import { AttemptCookie } from '../oidc/attempt-cookie.js';
import { SessionCookie } from '../session-cookie.js';
import { SessionService } from '../session.service.js';
import { PasskeySignInService } from './passkey-sign-in.service.js';
import { RelyingParty } from './relying-party.js';

@ApiTags('session')
@Controller('api/v1/sign-in/passkey')
@UseGuards(AttemptLimitGuard)
export class PasskeySignInController {
  constructor(
    private readonly signIn: PasskeySignInService,
    private readonly relyingParty: RelyingParty,
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
    private readonly attemptCookie: AttemptCookie,
  ) {}

  @ApiOperation({ summary: 'Begins to sign in with a passkey; answers what it is to sign.' })
  @Post('challenge')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: PasskeyAsked })
  askForPasskey(
    @Body({ schema: ChallengeRequest }) _asked: ChallengeRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PasskeyAsked> {
    const site = this.relyingParty.siteOf(request);
    return this.signIn.ask(site, this.attemptCookie.keep(request, response));
  }

  @ApiOperation({ summary: 'Signs in with what a passkey has signed, which works once.' })
  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: Session })
  async signInWithPasskey(
    @Body({ schema: PasskeySignIn }) signed: PasskeySignIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const browserSecret = this.attemptCookie.secretIn(request);
    const site = this.relyingParty.siteOf(request);
    const session = await this.signIn.signIn(signed, site, browserSecret, request.headers);
    this.cookie.set(response, session.secret, session.endsAt);
    return this.sessions.describe(session);
  }
}
