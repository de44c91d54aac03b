import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ActionListService } from './action-list.service.js';
import { BoardMetrics } from './board-metrics.js';
import { BoardStore } from './board-store.js';
import { CommandService } from './command.service.js';
import { MeetingListService } from './meeting-list.service.js';
import { MeetingsController } from './meetings.controller.js';
import { PlannedMeetingsService } from './planned-meetings.service.js';
import { CatchUpService } from './catch-up.service.js';
import { SnapshotService } from './snapshot.service.js';
import { StreamFeed } from './stream-feed.js';

@Module({
  imports: [AuditModule, DirectoryModule, IdentityModule],
  controllers: [MeetingsController],
  providers: [
    ActionListService,
    BoardMetrics,
    BoardStore,
    CommandService,
    MeetingListService,
    PlannedMeetingsService,
    SnapshotService,
    CatchUpService,
    StreamFeed,
  ],
  exports: [
    BoardStore,
    CatchUpService,
    CommandService,
    PlannedMeetingsService,
    SnapshotService,
    StreamFeed,
  ],
})
export class MeetingsModule {}
