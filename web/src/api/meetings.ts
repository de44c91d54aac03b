import type { Command, CommandOutcome } from '../../../src/contract/commands.js';
import type { Answer, Snapshot } from '../../../src/contract/live.js';
import type { ActionPage, ActionQuery, MeetingList } from '../../../src/contract/meetings.js';
import type { MeetingStatus } from '../../../src/contract/vocabulary.js';
import { request } from './request.js';

interface MeetingFilter {
  /** Local dates, both included. */
  from?: string;
  to?: string;
  status?: MeetingStatus;
  seriesId?: string;
  order?: 'soonest' | 'latest';
  limit?: number;
}

export type ActionFilter = Partial<Omit<ActionQuery, 'overdue'>> & { overdue?: 'true' | 'false' };

export const getMeetings = (
  partnershipId: string,
  filter: MeetingFilter,
  signal?: AbortSignal,
): Promise<Answer<MeetingList>> =>
  request(`/partnerships/${partnershipId}/meetings${queryOf(filter)}`, signal ? { signal } : {});

export const getBoard = (partnershipId: string, meetingId: string): Promise<Answer<Snapshot>> =>
  request(`/partnerships/${partnershipId}/meetings/${meetingId}/board`);

export const getActions = (
  partnershipId: string,
  filter: ActionFilter,
  signal?: AbortSignal,
): Promise<Answer<ActionPage>> =>
  request(`/partnerships/${partnershipId}/actions${queryOf(filter)}`, signal ? { signal } : {});

/** Gives one command. Sent again with the same `commandId` it does nothing more. */
export const sendCommand = (
  partnershipId: string,
  meetingId: string,
  commandId: string,
  command: Command,
): Promise<Answer<CommandOutcome>> =>
  request(`/partnerships/${partnershipId}/meetings/${meetingId}/commands`, {
    method: 'POST',
    body: { commandId, command },
  });

function queryOf(filter: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.size > 0 ? `?${query}` : '';
}
