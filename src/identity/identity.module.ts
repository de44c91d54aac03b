import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { AttemptLimitGuard } from './attempt-limit.guard.js';
import { PartnershipController } from './partnership.controller.js';
import { SessionController } from './session.controller.js';
import { SessionCookie } from './session-cookie.js';
import { SessionService } from './session.service.js';
import { SignInController } from './sign-in.controller.js';
import { SignInLinkService } from './sign-in-link.service.js';

/** Who is signed in, and who they are in which partnership. */
@Module({
  imports: [DirectoryModule],
  controllers: [SessionController, SignInController, PartnershipController],
  providers: [AttemptLimitGuard, SessionCookie, SessionService, SignInLinkService],
  // The directory comes along, for the guard that the features put on their routes needs it.
  exports: [AttemptLimitGuard, DirectoryModule, SessionCookie, SessionService],
})
export class IdentityModule {}
