import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { RsvpController } from './rsvp.controller.js';
import { RsvpService } from './rsvp.service.js';

/** Who comes to a meeting, as they say beforehand. */
@Module({
  imports: [DirectoryModule, IdentityModule],
  controllers: [RsvpController],
  providers: [RsvpService],
  exports: [RsvpService],
})
export class RsvpModule {}
