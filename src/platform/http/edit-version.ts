// What two people may edit at once carries a version: `ETag` tells it, `If-Match` of an edit names it.
import type { Response } from 'express';
import { DomainError } from '../../domain/domain-error.js';

/** Answers with something and the tag that an edit of it names. */
export function tagged<Value extends { version: number }>(response: Response, value: Value): Value {
  response.set('ETag', `"${value.version}"`);
  return value;
}

/** The version that `If-Match` names. A proxy that compresses answers may have made the tag weak. */
export function versionIn(ifMatch: string | undefined): number {
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch ?? '') ?? [];
  if (version === undefined)
    throw new DomainError('version-required', 'If-Match names the version the edit is based on.');
  return Number(version);
}
