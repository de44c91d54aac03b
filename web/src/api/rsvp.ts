import type { Answer } from '../../../src/contract/live.js';
import type { NewRsvp, RsvpList } from '../../../src/contract/rsvp.js';
import { request } from './request.js';

const path = (partnershipId: string, meetingId: string) =>
  `/partnerships/${partnershipId}/meetings/${meetingId}/rsvps`;

export const getRsvps = (partnershipId: string, meetingId: string): Promise<Answer<RsvpList>> =>
  request(path(partnershipId, meetingId));

export const answerRsvp = (
  partnershipId: string,
  meetingId: string,
  rsvp: NewRsvp,
): Promise<Answer<RsvpList>> =>
  request(`${path(partnershipId, meetingId)}/mine`, { method: 'PUT', body: rsvp });
