import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MailModule } from '../mail/mail.module.js';
import { InvitationMail } from './invitation-mail.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
import { JoiningController } from './joining.controller.js';
import { JoiningService } from './joining.service.js';

/** Inviting people by mail, and joining by the link they get. */
@Module({
  imports: [AuditModule, IdentityModule, MailModule],
  controllers: [InvitationsController, JoiningController],
  providers: [InvitationMail, InvitationsService, JoiningService],
})
export class InvitationsModule {}
