import type { Answer } from '../../../src/contract/live.js';
import type {
  NewReport,
  NewReportTiming,
  ReportList,
  ReportTiming,
} from '../../../src/contract/reports.js';
import { request } from './request.js';

const path = (partnershipId: string, meetingId: string) =>
  `/partnerships/${partnershipId}/meetings/${meetingId}/reports`;

export const getReports = (partnershipId: string, meetingId: string): Promise<Answer<ReportList>> =>
  request(path(partnershipId, meetingId));

export const answerForMine = (
  partnershipId: string,
  meetingId: string,
  report: NewReport,
): Promise<Answer<ReportList>> =>
  request(`${path(partnershipId, meetingId)}/mine`, { method: 'PUT', body: report });

/** Reminds those by mail whose agency has not answered. */
export const sendReminders = (
  partnershipId: string,
  meetingId: string,
): Promise<Answer<ReportList>> =>
  request(`${path(partnershipId, meetingId)}/reminders`, { method: 'POST', body: {} });

/** Sends the letters again that did not arrive, or may not have. */
export const tryLettersAgain = (
  partnershipId: string,
  meetingId: string,
): Promise<Answer<ReportList>> =>
  request(`${path(partnershipId, meetingId)}/tries`, { method: 'POST', body: {} });

export const getReportTiming = (partnershipId: string): Promise<Answer<ReportTiming>> =>
  request(`/partnerships/${partnershipId}/report-timing`);

export const changeReportTiming = (
  partnershipId: string,
  { version }: ReportTiming,
  timing: NewReportTiming,
): Promise<Answer<ReportTiming>> =>
  request(`/partnerships/${partnershipId}/report-timing`, {
    method: 'PUT',
    body: timing,
    ifMatch: version,
  });
