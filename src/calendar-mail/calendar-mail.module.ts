import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MailModule } from '../mail/mail.module.js';
import { RsvpModule } from '../rsvp/rsvp.module.js';
import { CalendarMailController } from './calendar-mail.controller.js';
import { CalendarMailService } from './calendar-mail.service.js';
import { LetterRounds } from './letter-rounds.js';
import { LetterWriter } from './letter-writer.js';
import { RepliesService } from './replies.service.js';
import { ReplyAddresses } from './reply-address.js';
import { ReplyServer } from './reply-server.js';

/** Meetings that come by mail into people's own calendars, and what those answer. */
@Module({
  imports: [DirectoryModule, IdentityModule, MailModule, RsvpModule],
  controllers: [CalendarMailController],
  providers: [
    CalendarMailService,
    LetterRounds,
    LetterWriter,
    RepliesService,
    ReplyAddresses,
    ReplyServer,
  ],
})
export class CalendarMailModule {}
