// The door of every route that is not for everyone. It names who asks; on a route of a partnership it
// lets members through alone, and to everyone else the partnership does not exist.
import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiCookieAuth } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Asked } from '../audit/refusals.js';
import { Id } from '../contract/primitives.js';
import type { Role } from '../contract/vocabulary.js';
import { DirectoryService } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { attendsMeetings, mayAdminister, mayReadAudit } from '../domain/meeting/roles.js';
import { assertOpens, SessionService, type SignedIn } from './session.service.js';
import { letsOthersIn } from './sign-in-strength.js';

/** A request that has passed the guard. */
interface GuardedRequest extends Request {
  signedIn?: SignedIn;
  actor?: Actor;
}

/** Marks a route of a partnership that those see too who are guests of one meeting. */
export const GuestsToo = Reflector.createDecorator<boolean>();

@Injectable()
class SessionGuard implements CanActivate {
  constructor(
    private readonly sessions: SessionService,
    private readonly directory: DirectoryService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const signedIn = await this.sessions.authenticate(request.headers.cookie);
    if (!signedIn) throw new DomainError('not-signed-in');
    request.signedIn = signedIn;

    const { partnershipId } = request.params;
    if (partnershipId !== undefined) {
      const id = Id.safeParse(partnershipId);
      if (!id.success) throw new DomainError('not-found');
      assertOpens(signedIn, id.data);
      request.actor = await this.directory.actorIn(signedIn, id.data);
      const { onlyMeetingId } = request.actor;
      if (onlyMeetingId !== undefined && onlyMeetingId !== request.params.meetingId)
        this.assertForGuests(context);
    }
    return true;
  }

  /** Whatever is not said to be for guests is not. */
  private assertForGuests(context: ExecutionContext): void {
    if (!this.reflector.get(GuestsToo, context.getHandler())) throw new DomainError('not-found');
  }
}

/** For those who are signed in; below `:partnershipId`, for its members. */
export const SignedInOnly = () => applyDecorators(UseGuards(SessionGuard), ApiCookieAuth());

/** The session behind the request. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext) =>
  passed(context.switchToHttp().getRequest<GuardedRequest>().signedIn),
);

/** The member of `:partnershipId` who asks. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) =>
  passed(context.switchToHttp().getRequest<GuardedRequest>().actor),
);

/** As `CurrentActor`; for those who take no part in meetings there is nothing of the kind. */
export const CurrentAttendee = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const actor = passed(context.switchToHttp().getRequest<GuardedRequest>().actor);
  if (!attendsMeetings(actor.role)) throw new DomainError('not-found');
  return actor;
});

/** As `CurrentActor`, looking after the directory. */
export const CurrentAdministrator = asTrustedWith(mayAdminister);

/** As `CurrentActor`, reading who did what. */
export const CurrentAuditor = asTrustedWith(mayReadAudit);

/**
 * To those whose role may not, there is nothing there. Whoever came by a link that anyone may ask for who
 * reads their mail is to sign in anew.
 */
function asTrustedWith(may: (role: Role) => boolean) {
  return createParamDecorator((_: unknown, context: ExecutionContext) => {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const actor = passed(request.actor);
    if (!may(actor.role)) throw new DomainError('not-found');
    if (!letsOthersIn[passed(request.signedIn).method]) throw new DomainError('sign-in-too-weak');
    return actor;
  });
}

/** What someone who is signed in asks for, as the audit names it; null when nobody is. */
export function askedIn(request: GuardedRequest): Asked | null {
  const { signedIn, method, params } = request;
  if (!signedIn) return null;
  const { path } = request.route as { path: string };
  const idIn = (name: string) => Id.safeParse(params[name]).data ?? null;
  return {
    sessionId: signedIn.id,
    personId: signedIn.personId,
    what: `${method} ${path}`,
    partnershipId: idIn('partnershipId'),
    meetingId: idIn('meetingId'),
  };
}

/** A route that asks who it is for and forgot the guard answers nobody. */
function passed<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The route lacks @SignedInOnly().');
  return value;
}
