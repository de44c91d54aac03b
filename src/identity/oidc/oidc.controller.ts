import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Req,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiSeeOtherResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { NextAddress, ProviderSignIn } from '../../contract/session.js';
import { DomainError } from '../../domain/domain-error.js';
import type { Config } from '../../platform/config.js';
import { ownOrigin } from '../../platform/http/own-origin.js';
import { CONFIG } from '../../platform/platform.module.js';
import { AttemptLimitGuard, ReturnLimitGuard } from '../attempt-limit.guard.js';
import { SessionCookie } from '../session-cookie.js';
import { AttemptCookie } from './attempt-cookie.js';
import { OidcSignInService } from './oidc-sign-in.service.js';
import { ProviderReturnFilter } from './provider-return.filter.js';
import { wayBack } from './way-back.js';

@ApiTags('session')
@Controller('api/v1/sign-in/providers/:providerId')
export class OidcController {
  constructor(
    private readonly signIn: OidcSignInService,
    private readonly sessionCookie: SessionCookie,
    private readonly attemptCookie: AttemptCookie,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  // The page goes to the address itself: a form that was redirected there would need the content
  // security policy to name every provider.
  @ApiOperation({ summary: 'Begins to sign in with a provider; answers where to go next.' })
  @Post()
  @HttpCode(200)
  @UseGuards(AttemptLimitGuard)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: NextAddress })
  async startProviderSignIn(
    @Param('providerId') providerId: string,
    @Body({ schema: ProviderSignIn }) { returnPath }: ProviderSignIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NextAddress> {
    const browser = this.attemptCookie.keep(request, response);
    try {
      const url = await this.signIn.start(providerId, this.origin(request), browser, returnPath);
      return { url };
    } catch (error) {
      if (error instanceof DomainError) throw error;
      return { url: wayBack(providerId, error) };
    }
  }

  @ApiOperation({ summary: 'Where a provider sends people back to; goes on to the page.' })
  @Get('return')
  @UseGuards(ReturnLimitGuard)
  @UseFilters(ProviderReturnFilter)
  @Header('Cache-Control', 'no-store')
  @ApiSeeOtherResponse()
  async finishProviderSignIn(
    @Param('providerId') providerId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const browserSecret = this.attemptCookie.secretIn(request);
    const { session, returnPath } = await this.signIn.finish(
      providerId,
      this.origin(request),
      new URL(request.originalUrl, 'http://unused').searchParams,
      browserSecret,
      request.headers,
    );
    this.sessionCookie.set(response, session.secret, session.endsAt);
    response.redirect(303, returnPath);
  }

  private origin({ headers }: Request): string {
    const origin = ownOrigin(this.config, headers.host);
    if (origin === undefined) throw new DomainError('forbidden-origin');
    return origin;
  }
}
