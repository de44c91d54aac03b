import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MailModule } from '../mail/mail.module.js';
import { CalendarMailController } from './calendar-mail.controller.js';
import { CalendarMailService } from './calendar-mail.service.js';
import { LetterRounds } from './letter-rounds.js';
import { LetterWriter } from './letter-writer.js';

/** Meetings that come by mail into people's own calendars. */
@Module({
  imports: [DirectoryModule, IdentityModule, MailModule],
  controllers: [CalendarMailController],
  providers: [CalendarMailService, LetterRounds, LetterWriter],
})
export class CalendarMailModule {}
