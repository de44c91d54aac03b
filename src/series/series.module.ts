import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { CalendarController } from './calendar.controller.js';
import { CalendarService } from './calendar.service.js';
import { FollowingController } from './following.controller.js';
import { LocalDaysController } from './local-days/local-days.controller.js';
import { LocalDaysService } from './local-days/local-days.service.js';
import { PlanningRounds } from './planning-rounds.js';
import { PreviewController } from './preview.controller.js';
import { SeriesChanges } from './series-changes.js';
import { SeriesController } from './series.controller.js';
import { SeriesFollowingService } from './series-following.service.js';
import { SeriesPlanner } from './series-planner.js';
import { SeriesService } from './series.service.js';

/** Recurring series and the meetings that come of them. */
@Module({
  imports: [DirectoryModule, IdentityModule, MeetingsModule],
  controllers: [
    CalendarController,
    FollowingController,
    LocalDaysController,
    PreviewController,
    SeriesController,
  ],
  providers: [
    CalendarService,
    LocalDaysService,
    PlanningRounds,
    SeriesChanges,
    SeriesFollowingService,
    SeriesPlanner,
    SeriesService,
  ],
})
export class SeriesModule {}
