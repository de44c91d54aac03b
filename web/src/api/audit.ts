import type { AuditPage, AuditQuery } from '../../../src/contract/audit.js';
import type { Answer } from '../../../src/contract/live.js';
import { request } from './request.js';

export const getAudit = (
  partnershipId: string,
  filter: Partial<AuditQuery>,
  signal?: AbortSignal,
): Promise<Answer<AuditPage>> => {
  const chosen = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(chosen.map(([name, value]) => [name, String(value)]));
  return request(`/partnerships/${partnershipId}/audit?${query}`, signal ? { signal } : {});
};
