import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { PlanningJob } from './planning-job.js';
import { PreviewController } from './preview.controller.js';
import { SeriesController } from './series.controller.js';
import { SeriesPlanner } from './series-planner.js';
import { SeriesService } from './series.service.js';

/** Recurring series and the meetings that come of them. */
@Module({
  imports: [IdentityModule, MeetingsModule],
  controllers: [PreviewController, SeriesController],
  providers: [PlanningJob, SeriesPlanner, SeriesService],
})
export class SeriesModule {}
