import type { Partnership } from '../../../src/contract/directory.js';
import type { Answer } from '../../../src/contract/live.js';
import { request } from './request.js';

export const getPartnership = (partnershipId: string): Promise<Answer<Partnership>> =>
  request(`/partnerships/${partnershipId}`);
