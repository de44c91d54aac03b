// Inviting by mail, and joining by the link that the letter holds.
import { z } from 'zod';
import { EmailAddress, Id, Instant } from './primitives.js';
import { boundedLine } from './text.js';
import { mailStates, roles } from './vocabulary.js';

export const NewInvitation = z
  .strictObject({
    name: boundedLine(1, 120),
    email: EmailAddress,
    agencyId: Id,
    role: z.enum(roles),
    guestOf: z
      .strictObject({
        meetingId: Id,
        endsAt: Instant.nullable().describe('Without it six hours after the meeting’s end.'),
      })
      .nullable()
      .describe('The one meeting that a guest may attend, and until when.'),
  })
  .refine(({ role, guestOf }) => guestOf === null || role === 'attendee' || role === 'observer', {
    path: ['role'],
    error: 'is none for a guest',
  })
  .meta({ id: 'NewInvitation' });
export type NewInvitation = z.infer<typeof NewInvitation>;

export const Invitation = z
  .strictObject({
    id: Id,
    name: z.string(),
    email: z.string(),
    agencyId: Id,
    role: z.enum(roles),
    guestOf: z.strictObject({ meetingId: Id, endsAt: Instant }).nullable(),
    createdAt: Instant,
    expiresAt: Instant.describe('When its link stops working, unless it is sent again.'),
    mail: z.enum(mailStates).describe('What has become of the letter.'),
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

export const InvitationList = z
  .strictObject({
    canSend: z.boolean().describe('Whether this installation has a mail server.'),
    isKeptHere: z.boolean().describe('Whether letters stay in the outbox of the demonstration.'),
    invitations: z.array(Invitation).describe('Those that nobody has used yet, newest first.'),
  })
  .meta({ id: 'InvitationList' });
export type InvitationList = z.infer<typeof InvitationList>;

/** Nothing to say but that it shall be done. */
export const SendAgain = z.strictObject({}).meta({ id: 'SendAgain' });

/** The secret of an invitation's link; it stands in the fragment, so no server log ever holds it. */
export const InvitationLink = z
  .strictObject({ secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
  .meta({ id: 'InvitationLink' });
export type InvitationLink = z.infer<typeof InvitationLink>;

/** What one is invited to; reading it uses nothing up. */
export const InvitationPreview = z
  .strictObject({
    name: z.string(),
    partnershipName: z.string(),
    agencyName: z.string(),
    role: z.enum(roles),
    invitedBy: z.string(),
    guestOf: z
      .strictObject({
        title: z.string(),
        startsAt: Instant,
        timeZone: z.string(),
        endsAt: Instant,
        insteadOf: z
          .strictObject({ title: z.string(), startsAt: Instant, timeZone: z.string() })
          .nullable()
          .describe('The meeting that the invited one is a guest at now; joining ends that.'),
      })
      .nullable()
      .describe('The one meeting that it is for, and until when.'),
    expiresAt: Instant,
  })
  .meta({ id: 'InvitationPreview' });
export type InvitationPreview = z.infer<typeof InvitationPreview>;
