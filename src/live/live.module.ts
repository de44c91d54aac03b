import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { LiveGateway } from './live.gateway.js';
import { LiveMeetings } from './live-meetings.js';
import { LiveMetrics } from './live-metrics.js';
import { LiveService } from './live.service.js';
import { PresenceService } from './presence.service.js';

@Module({
  imports: [AuditModule, DirectoryModule, IdentityModule, MeetingsModule],
  providers: [LiveGateway, LiveMeetings, LiveMetrics, LiveService, PresenceService],
})
export class LiveModule {}
