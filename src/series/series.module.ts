import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { CalendarController } from './calendar.controller.js';
import { CalendarService } from './calendar.service.js';
import { LocalDaysController } from './local-days/local-days.controller.js';
import { LocalDaysService } from './local-days/local-days.service.js';
import { PlanningJob } from './planning-job.js';
import { PreviewController } from './preview.controller.js';
import { SeriesController } from './series.controller.js';
import { SeriesPlanner } from './series-planner.js';
import { SeriesService } from './series.service.js';

/** Recurring series and the meetings that come of them. */
@Module({
  imports: [DirectoryModule, IdentityModule, MeetingsModule],
  controllers: [CalendarController, LocalDaysController, PreviewController, SeriesController],
  providers: [CalendarService, LocalDaysService, PlanningJob, SeriesPlanner, SeriesService],
})
export class SeriesModule {}
