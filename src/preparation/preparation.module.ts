import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MailModule } from '../mail/mail.module.js';
import { AskingRounds } from './asking-rounds.js';
import { RemindersService } from './reminders.service.js';
import { ReportMail } from './report-mail.js';
import { ReportTimingController } from './report-timing.controller.js';
import { ReportTimingService } from './report-timing.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';

/** What agencies prepare before a meeting: their reports, and that they are asked for them. */
@Module({
  imports: [DirectoryModule, IdentityModule, MailModule],
  controllers: [ReportsController, ReportTimingController],
  providers: [AskingRounds, RemindersService, ReportMail, ReportsService, ReportTimingService],
})
export class PreparationModule {}
