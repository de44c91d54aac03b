import type { InitialAudiences } from '../../../src/contract/audience.js';
import type {
  AdministeredAgency,
  AdministeredAgreement,
  AdministeredPerson,
  AdministeredPlace,
  AgencyEdit,
  AgreementEdit,
  Directory,
  NewAgency,
  NewPartnership,
  NewPerson,
  NewPlace,
  PartnershipEdit,
  PartnershipFacts,
  PersonEdit,
  PlaceEdit,
} from '../../../src/contract/administration.js';
import type {
  ConfirmedImport,
  ImportPreview,
  ListExport,
  ListImport,
} from '../../../src/contract/lists.js';
import type { ListKind } from '../../../src/contract/vocabulary.js';
import type { Answer } from '../../../src/contract/live.js';
import { request } from './request.js';

/** One that is changed, and the version the edit is based on. */
interface Based {
  id: string;
  version: number;
}

export const getDirectory = (partnershipId: string): Promise<Answer<Directory>> =>
  request(`/partnerships/${partnershipId}/directory`);

export const foundPartnership = (body: NewPartnership): Promise<Answer<PartnershipFacts>> =>
  request('/partnerships', { method: 'POST', body });

export const editPartnership = (
  { id, version }: Based,
  body: PartnershipEdit,
): Promise<Answer<PartnershipFacts>> =>
  request(`/partnerships/${id}`, { method: 'PUT', body, ifMatch: version });

export const setInitialAudiences = (
  { id, version }: Based,
  body: InitialAudiences,
): Promise<Answer<PartnershipFacts>> =>
  request(`/partnerships/${id}/initial-audiences`, { method: 'PUT', body, ifMatch: version });

export const addAgency = (
  partnershipId: string,
  body: NewAgency,
): Promise<Answer<AdministeredAgency>> => add(partnershipId, 'agencies', body);

export const editAgency = (
  partnershipId: string,
  base: Based,
  body: AgencyEdit,
): Promise<Answer<AdministeredAgency>> => edit(partnershipId, 'agencies', base, body);

export const addPlace = (
  partnershipId: string,
  body: NewPlace,
): Promise<Answer<AdministeredPlace>> => add(partnershipId, 'places', body);

export const editPlace = (
  partnershipId: string,
  base: Based,
  body: PlaceEdit,
): Promise<Answer<AdministeredPlace>> => edit(partnershipId, 'places', base, body);

export const addPerson = (
  partnershipId: string,
  body: NewPerson,
): Promise<Answer<AdministeredPerson>> => add(partnershipId, 'people', body);

export const editPerson = (
  partnershipId: string,
  base: Based,
  body: PersonEdit,
): Promise<Answer<AdministeredPerson>> => edit(partnershipId, 'people', base, body);

export const addAgreement = (
  partnershipId: string,
  body: AgreementEdit,
): Promise<Answer<AdministeredAgreement>> => add(partnershipId, 'agreements', body);

export const editAgreement = (
  partnershipId: string,
  base: Based,
  body: AgreementEdit,
): Promise<Answer<AdministeredAgreement>> => edit(partnershipId, 'agreements', base, body);

export const exportList = (partnershipId: string, kind: ListKind): Promise<Answer<ListExport>> =>
  request(`/partnerships/${partnershipId}/exports/${kind}`);

export const previewImport = (
  partnershipId: string,
  body: ListImport,
): Promise<Answer<ImportPreview>> =>
  request(`/partnerships/${partnershipId}/imports/preview`, { method: 'POST', body });

/** Does what the preview has shown; `stale` brings what would be done now. */
export const confirmImport = (
  partnershipId: string,
  body: ConfirmedImport,
): Promise<Answer<ImportPreview>> =>
  request(`/partnerships/${partnershipId}/imports`, { method: 'POST', body });

export const endMembership = (partnershipId: string, personId: string): Promise<Answer<void>> =>
  request(`/partnerships/${partnershipId}/people/${personId}`, { method: 'DELETE' });

export const putInOrder = (
  partnershipId: string,
  list: 'agencies' | 'places',
  ids: readonly string[],
): Promise<Answer<void>> =>
  request(`/partnerships/${partnershipId}/${list}/order`, { method: 'PUT', body: { ids } });

function add<Stored>(partnershipId: string, list: string, body: object): Promise<Answer<Stored>> {
  return request(`/partnerships/${partnershipId}/${list}`, { method: 'POST', body });
}

function edit<Stored>(
  partnershipId: string,
  list: string,
  { id, version }: Based,
  body: object,
): Promise<Answer<Stored>> {
  const path = `/partnerships/${partnershipId}/${list}/${id}`;
  return request(path, { method: 'PUT', body, ifMatch: version });
}
