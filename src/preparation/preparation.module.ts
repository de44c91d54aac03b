import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';

/** What agencies prepare before a meeting: their reports. */
@Module({
  imports: [DirectoryModule, IdentityModule],
  controllers: [ReportsController],
  providers: [ReportsService],
})
export class PreparationModule {}
