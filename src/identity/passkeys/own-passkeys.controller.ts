import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Put,
  Req,
  UseGuards,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import {
  ChallengeRequest,
  NewPasskey,
  OwnPasskeys,
  PasskeyRenaming,
  PasskeyWanted,
} from '../../contract/passkeys.js';
import { Id } from '../../contract/primitives.js';
import { AttemptLimitGuard } from '../attempt-limit.guard.js';
import { CurrentSession, SignedInOnly } from '../session.guard.js';
import type { SignedIn } from '../session.service.js';
import { OwnPasskeysService } from './own-passkeys.service.js';
import { RelyingParty } from './relying-party.js';

@ApiTags('session')
@Controller('api/v1/passkeys')
@SignedInOnly()
export class OwnPasskeysController {
  constructor(
    private readonly own: OwnPasskeysService,
    private readonly relyingParty: RelyingParty,
  ) {}

  @ApiOperation({ summary: 'One’s own passkeys, and what one may do with them here.' })
  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: OwnPasskeys })
  listOwnPasskeys(
    @CurrentSession() signedIn: SignedIn,
    @Req() { headers }: Request,
  ): Promise<OwnPasskeys> {
    return this.own.list(signedIn, this.relyingParty.siteAt(headers.host));
  }

  @ApiOperation({ summary: 'Begins to add a passkey; answers what the browser is to make.' })
  @Post('challenge')
  @HttpCode(200)
  @UseGuards(AttemptLimitGuard)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: PasskeyWanted })
  beginPasskey(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: ChallengeRequest }) _asked: ChallengeRequest,
    @Req() request: Request,
  ): Promise<PasskeyWanted> {
    return this.own.want(signedIn, this.relyingParty.siteOf(request));
  }

  @ApiOperation({ summary: 'Adds a passkey that the browser has made.' })
  @Post()
  @HttpCode(204)
  @UseGuards(AttemptLimitGuard)
  @ApiNoContentResponse()
  addPasskey(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: NewPasskey }) made: NewPasskey,
    @Req() request: Request,
  ): Promise<void> {
    return this.own.add(signedIn, made, this.relyingParty.siteOf(request));
  }

  @ApiOperation({ summary: 'Gives a passkey another name.' })
  @Put(':passkeyId')
  @HttpCode(204)
  @ApiNoContentResponse()
  renamePasskey(
    @CurrentSession() signedIn: SignedIn,
    @Param('passkeyId', { schema: Id }) passkeyId: string,
    @Body({ schema: PasskeyRenaming }) { name }: PasskeyRenaming,
  ): Promise<void> {
    return this.own.rename(signedIn, passkeyId, name);
  }

  @ApiOperation({ summary: 'Removes a passkey and signs out wherever it was used to sign in.' })
  @Delete(':passkeyId')
  @HttpCode(204)
  @ApiNoContentResponse()
  removePasskey(
    @CurrentSession() signedIn: SignedIn,
    @Param('passkeyId', { schema: Id }) passkeyId: string,
  ): Promise<void> {
    return this.own.remove(signedIn, passkeyId);
  }
}
