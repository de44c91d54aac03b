import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { MailModule } from '../mail/mail.module.js';
import { DemoController } from './demo.controller.js';
import { DemoService } from './demo.service.js';
import { OutboxController } from './outbox.controller.js';

/** Doors without a lock. To be part of the application in a demonstration, and nowhere else. */
@Module({
  imports: [IdentityModule, MailModule],
  controllers: [DemoController, OutboxController],
  providers: [DemoService],
})
export class DemoModule {}
