import type {
  Invitation,
  InvitationList,
  InvitationPreview,
  NewInvitation,
} from '../../../src/contract/invitations.js';
import type { Answer } from '../../../src/contract/live.js';
import type { Session } from '../../../src/contract/session.js';
import { request } from './request.js';

const path = (partnershipId: string) => `/partnerships/${partnershipId}/invitations`;

export const getInvitations = (partnershipId: string): Promise<Answer<InvitationList>> =>
  request(path(partnershipId));

export const invite = (
  partnershipId: string,
  invitation: NewInvitation,
): Promise<Answer<Invitation>> =>
  request(path(partnershipId), { method: 'POST', body: invitation });

export const sendInvitationAgain = (
  partnershipId: string,
  id: string,
): Promise<Answer<Invitation>> =>
  request(`${path(partnershipId)}/${id}/letters`, { method: 'POST', body: {} });

export const withdrawInvitation = (partnershipId: string, id: string): Promise<Answer<void>> =>
  request(`${path(partnershipId)}/${id}`, { method: 'DELETE' });

/** Uses nothing up. */
export const previewInvitation = (secret: string): Promise<Answer<InvitationPreview>> =>
  request('/invitations/preview', { method: 'POST', body: { secret } });

export const joinByInvitation = (secret: string): Promise<Answer<Session>> =>
  request('/invitations/join', { method: 'POST', body: { secret } });
