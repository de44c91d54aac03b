import { Body, Controller, Get, Header, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CalendarMail, CalendarMailChoice, TryLettersAgain } from '../contract/calendar-mail.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAttendee, SignedInOnly } from '../identity/session.guard.js';
import { CalendarMailService } from './calendar-mail.service.js';

@ApiTags('calendars')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/calendar-mail')
@SignedInOnly()
export class CalendarMailController {
  constructor(private readonly calendarMail: CalendarMailService) {}

  @ApiOperation({ summary: 'Whether meetings come to one by mail, and whom they do not reach.' })
  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: CalendarMail })
  readCalendarMail(@CurrentAttendee() actor: Actor): Promise<CalendarMail> {
    return this.calendarMail.read(actor);
  }

  @ApiOperation({ summary: 'Says whether meetings shall come to one by mail.' })
  @Put()
  @ApiOkResponse({ standardSchema: CalendarMail })
  chooseCalendarMail(
    @CurrentAttendee() actor: Actor,
    @Body({ schema: CalendarMailChoice }) choice: CalendarMailChoice,
  ): Promise<CalendarMail> {
    return this.calendarMail.choose(actor, choice);
  }

  @ApiOperation({ summary: 'Tries the letters again that were given up; for coordinators.' })
  @Post('tries')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: CalendarMail })
  tryLettersAgain(
    @CurrentAttendee() actor: Actor,
    @Body({ schema: TryLettersAgain }) _nothing: object,
  ): Promise<CalendarMail> {
    return this.calendarMail.tryAgain(actor);
  }
}
