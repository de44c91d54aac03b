import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { DemoController } from './demo.controller.js';
import { DemoService } from './demo.service.js';

/** Doors without a lock. To be part of the application in a demonstration, and nowhere else. */
@Module({
  imports: [IdentityModule],
  controllers: [DemoController],
  providers: [DemoService],
})
export class DemoModule {}
