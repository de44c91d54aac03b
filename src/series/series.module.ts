import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { CalendarController } from './calendar.controller.js';
import { CalendarService } from './calendar.service.js';
import { PlanningJob } from './planning-job.js';
import { PreviewController } from './preview.controller.js';
import { SeriesController } from './series.controller.js';
import { SeriesPlanner } from './series-planner.js';
import { SeriesService } from './series.service.js';

/** Recurring series and the meetings that come of them. */
@Module({
  imports: [IdentityModule, MeetingsModule],
  controllers: [CalendarController, PreviewController, SeriesController],
  providers: [CalendarService, PlanningJob, SeriesPlanner, SeriesService],
})
export class SeriesModule {}
