import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { MailModule } from '../mail/mail.module.js';
import { AttemptLimitGuard, LetterLimitGuard, ReturnLimitGuard } from './attempt-limit.guard.js';
import { ClearingRounds } from './clearing-rounds.js';
import { GuestPasses } from './guest-passes.js';
import { MailedSignInService } from './mailed-sign-in.service.js';
import { AttemptCookie } from './oidc/attempt-cookie.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OidcSignInService } from './oidc/oidc-sign-in.service.js';
import { SignInAttempts } from './oidc/sign-in-attempts.js';
import { OwnSessionsController } from './own-sessions.controller.js';
import { OwnSessionsService } from './own-sessions.service.js';
import { OwnPasskeysController } from './passkeys/own-passkeys.controller.js';
import { OwnPasskeysService } from './passkeys/own-passkeys.service.js';
import { PasskeyChallenges } from './passkeys/passkey-challenges.js';
import { PasskeySignInController } from './passkeys/passkey-sign-in.controller.js';
import { PasskeySignInService } from './passkeys/passkey-sign-in.service.js';
import { RelyingParty } from './passkeys/relying-party.js';
import { PartnershipController } from './partnership.controller.js';
import { SessionController } from './session.controller.js';
import { SessionCookie } from './session-cookie.js';
import { SessionService } from './session.service.js';
import { SignInController } from './sign-in.controller.js';
import { SignInLinkService } from './sign-in-link.service.js';

/** Who is signed in, and who they are in which partnership. */
@Module({
  imports: [AuditModule, DirectoryModule, MailModule],
  controllers: [
    SessionController,
    SignInController,
    OidcController,
    OwnPasskeysController,
    PasskeySignInController,
    OwnSessionsController,
    PartnershipController,
  ],
  providers: [
    AttemptCookie,
    AttemptLimitGuard,
    ClearingRounds,
    GuestPasses,
    LetterLimitGuard,
    MailedSignInService,
    OidcSignInService,
    OwnPasskeysService,
    OwnSessionsService,
    PasskeyChallenges,
    PasskeySignInService,
    RelyingParty,
    ReturnLimitGuard,
    SessionCookie,
    SessionService,
    SignInAttempts,
    SignInLinkService,
  ],
  // The directory comes along, for the guard that the features put on their routes needs it.
  exports: [AttemptLimitGuard, DirectoryModule, GuestPasses, SessionCookie, SessionService],
})
export class IdentityModule {}
