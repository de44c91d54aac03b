import { Controller, Delete, Get, Header, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id } from '../contract/primitives.js';
import { OwnSessions } from '../contract/session.js';
import { OwnSessionsService } from './own-sessions.service.js';
import { CurrentSession, SignedInOnly } from './session.guard.js';
import type { SignedIn } from './session.service.js';

@ApiTags('session')
@Controller('api/v1/sessions')
@SignedInOnly()
export class OwnSessionsController {
  constructor(private readonly own: OwnSessionsService) {}

  @ApiOperation({ summary: 'Where one is signed in.' })
  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: OwnSessions })
  listOwnSessions(@CurrentSession() signedIn: SignedIn): Promise<OwnSessions> {
    return this.own.list(signedIn);
  }

  @ApiOperation({ summary: 'Signs out everywhere but here.' })
  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  endOtherSessions(@CurrentSession() signedIn: SignedIn): Promise<void> {
    return this.own.endOthers(signedIn);
  }

  @ApiOperation({ summary: 'Signs out in one place, wherever that is.' })
  @Delete(':sessionId')
  @HttpCode(204)
  @ApiNoContentResponse()
  endOwnSession(
    @CurrentSession() signedIn: SignedIn,
    @Param('sessionId', { schema: Id }) sessionId: string,
  ): Promise<void> {
    return this.own.end(signedIn, sessionId);
  }
}
