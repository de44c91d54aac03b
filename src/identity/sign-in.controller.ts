import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Post,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { LinkSignIn, MailSignIn, Session, SignInDoors } from '../contract/session.js';
import { isDemonstration, type Config } from '../platform/config.js';
import { CONFIG } from '../platform/platform.module.js';
import { AttemptLimitGuard, LetterLimitGuard } from './attempt-limit.guard.js';
import { MailedSignInService } from './mailed-sign-in.service.js';
import { OidcSignInService } from './oidc/oidc-sign-in.service.js';
import { RelyingParty } from './passkeys/relying-party.js';
import { SessionCookie } from './session-cookie.js';
import { SessionService } from './session.service.js';
import { SignInLinkService } from './sign-in-link.service.js';

@ApiTags('session')
@Controller('api/v1/sign-in')
export class SignInController {
  constructor(
    private readonly links: SignInLinkService,
    private readonly mailed: MailedSignInService,
    private readonly oidc: OidcSignInService,
    private readonly relyingParty: RelyingParty,
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ApiOperation({ summary: 'The ways there are to sign in here.' })
  @Get()
  @ApiOkResponse({ standardSchema: SignInDoors })
  listSignInDoors(@Req() { headers }: Request): SignInDoors {
    return {
      demo: isDemonstration(this.config),
      passkeys: this.relyingParty.siteAt(headers.host) !== null,
      mail: this.mailed.isAvailable,
      providers: this.oidc.listed(),
    };
  }

  @ApiOperation({
    summary: 'Asks for a link by mail. The answer is the same whether the address is known or not.',
  })
  @Post('mail')
  @HttpCode(204)
  @UseGuards(LetterLimitGuard)
  @ApiNoContentResponse()
  askForSignInLetter(@Body({ schema: MailSignIn }) asked: MailSignIn): Promise<void> {
    return this.mailed.askFor(asked);
  }

  @ApiOperation({ summary: 'Signs in with a link, which works once.' })
  @Post('link')
  @HttpCode(200)
  @UseGuards(AttemptLimitGuard)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: Session })
  async signInWithLink(
    @Body({ schema: LinkSignIn }) { secret }: LinkSignIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const session = await this.links.redeem(secret, request.headers);
    this.cookie.set(response, session.secret, session.endsAt);
    return this.sessions.describe(session);
  }
}
