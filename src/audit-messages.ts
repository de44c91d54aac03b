/** What an operator is told of the audit that they have had checked. */
import { INSTALLATION_CHAIN } from './audit/append-records.js';
import { headText, type AuditVerdict } from './audit/verify-audit.js';
import type { ChainFault } from './domain/audit/chain-check.js';
import type { Head } from './domain/audit/seal.js';
import type { ChangedLog } from './meetings/log-digest.js';

const faultWords: Record<ChainFault['fault'], string> = {
  missing: 'en post saknas',
  'out-of-order': 'posterna ligger i fel ordning',
  'content-missing': 'innehållet saknas',
  'content-changed': 'innehållet har ändrats',
  'hash-changed': 'posten är inte den som skrevs',
  'cut-off': 'slutet saknas',
  'not-as-noted': 'kedjan är en annan än den som noterades',
};

/** A line for each thing that is wrong; none when the audit is whole. */
export function faultsOf({ chains }: AuditVerdict, logs: readonly ChangedLog[]): string[] {
  const nameOf = (id: string) =>
    id === INSTALLATION_CHAIN ? 'Installationens kedja' : `Samverkan ${id}`;
  return [
    ...chains.flatMap(({ chainId, fault }) =>
      fault ? [`${nameOf(chainId)}, post ${fault.position}: ${faultWords[fault.fault]}`] : [],
    ),
    ...logs.map(
      ({ meetingId, stream }) =>
        `Mötet ${meetingId}, ${stream}: loggen är inte som när mötet stängdes`,
    ),
  ];
}

export function wholeAudit({ chains }: AuditVerdict, head: Head): string {
  const records = chains.reduce((sum, one) => sum + one.head.position, 0);
  return [
    `Granskningsloggen är hel: ${chains.length} kedjor med ${records} poster.`,
    'Spara spåret nedan på ett annat ställe och ge det till kommandot nästa gång:',
    headText(head),
  ].join('\n');
}
