import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiHeader,
  ApiNotModifiedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { CommandOutcome, CommandRequest } from '../contract/commands.js';
import { Snapshot } from '../contract/live.js';
import { ActionPage, ActionQuery, MeetingList, MeetingQuery } from '../contract/meetings.js';
import { Id } from '../contract/primitives.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAttendee, CurrentSession, SignedInOnly } from '../identity/session.guard.js';
import type { SignedIn } from '../identity/session.service.js';
import { ActionListService } from './action-list.service.js';
import { CommandService } from './command.service.js';
import { MeetingListService } from './meeting-list.service.js';
import { etagOf } from './projection.js';
import { SnapshotService } from './snapshot.service.js';

@ApiTags('meetings')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId')
@SignedInOnly()
export class MeetingsController {
  constructor(
    private readonly meetings: MeetingListService,
    private readonly actions: ActionListService,
    private readonly snapshots: SnapshotService,
    private readonly commands: CommandService,
  ) {}

  @ApiOperation({ summary: 'The meetings of the partnership in a span of time.' })
  @Get('meetings')
  @ApiOkResponse({ standardSchema: MeetingList })
  listMeetings(
    @CurrentAttendee() actor: Actor,
    @Query({ schema: MeetingQuery }) query: MeetingQuery,
  ): Promise<MeetingList> {
    return this.meetings.list(actor, query);
  }

  @ApiOperation({ summary: 'Everything on a meeting’s board that the reader may see.' })
  @Get('meetings/:meetingId/board')
  @Header('Cache-Control', 'no-store')
  @ApiHeader({ name: 'If-None-Match', required: false })
  @ApiOkResponse({ standardSchema: Snapshot, headers: { ETag: { schema: { type: 'string' } } } })
  @ApiNotModifiedResponse({ description: 'The board is still as `If-None-Match` names it.' })
  async readBoard(
    @CurrentAttendee() actor: Actor,
    @Param('meetingId', { schema: Id }) meetingId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Snapshot> {
    const snapshot = await this.snapshots.read(actor, meetingId);
    response.set('ETag', etagOf(snapshot));
    return snapshot;
  }

  @ApiOperation({ summary: 'Gives a command; the same door as over the socket.' })
  @Post('meetings/:meetingId/commands')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: CommandOutcome })
  giveCommand(
    @CurrentAttendee() actor: Actor,
    @CurrentSession() { id: sessionId }: SignedIn,
    @Param('meetingId', { schema: Id }) meetingId: string,
    @Body({ schema: CommandRequest }) request: CommandRequest,
  ): Promise<CommandOutcome> {
    const { partnershipId } = actor;
    return this.commands.execute({ ...actor, sessionId }, { partnershipId, meetingId, ...request });
  }

  @ApiOperation({ summary: 'Actions across all meetings, by their last day.' })
  @Get('actions')
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: ActionPage })
  listActions(
    @CurrentAttendee() actor: Actor,
    @Query({ schema: ActionQuery }) query: ActionQuery,
  ): Promise<ActionPage> {
    return this.actions.list(actor, query);
  }
}
