import type { Answer } from '../../../src/contract/live.js';
import type { NewReport, ReportList } from '../../../src/contract/reports.js';
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
