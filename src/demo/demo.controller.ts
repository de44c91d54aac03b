import { Body, Controller, Get, Header, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { DemoRole, DemoSignIn, Session } from '../contract/session.js';
import { AttemptLimitGuard } from '../identity/attempt-limit.guard.js';
import { SessionCookie } from '../identity/session-cookie.js';
import { SessionService } from '../identity/session.service.js';
import { DemoService } from './demo.service.js';

const DemoRoles = z.strictObject({ roles: z.array(DemoRole) }).meta({ id: 'DemoRoles' });
type DemoRoles = z.infer<typeof DemoRoles>;

@ApiTags('session')
@Controller('api/v1/demo')
export class DemoController {
  constructor(
    private readonly demo: DemoService,
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
  ) {}

  @ApiOperation({ summary: 'The people one may choose to be.' })
  @Get('roles')
  @ApiOkResponse({ standardSchema: DemoRoles })
  async listDemoRoles(): Promise<DemoRoles> {
    return { roles: await this.demo.roles() };
  }

  @ApiOperation({ summary: 'Signs in as one of them, without any secret.' })
  @Post('sign-in')
  @HttpCode(200)
  @UseGuards(AttemptLimitGuard)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: Session })
  async signInToDemo(
    @Body({ schema: DemoSignIn }) { personId }: DemoSignIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const session = await this.demo.signIn(personId, request.headers);
    this.cookie.set(response, session.secret, session.endsAt);
    return this.sessions.describe(session);
  }
}
