import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MailModule } from '../mail/mail.module.js';
import { FeedFilesController, MeetingFilesController } from './calendar-files.controller.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { FeedReadingService } from './feed-reading.service.js';
import { FeedsController } from './feeds.controller.js';
import { MeetingFileService } from './meeting-file.service.js';

/** Meetings in calendars outside: subscribed to, or taken along once. */
@Module({
  imports: [AuditModule, DirectoryModule, IdentityModule, MailModule],
  controllers: [FeedFilesController, FeedsController, MeetingFilesController],
  providers: [CalendarFeedsService, FeedReadingService, MeetingFileService],
})
export class FeedsModule {}
