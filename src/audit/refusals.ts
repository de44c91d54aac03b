// What someone who is signed in was refused. To them, what they may not see is not there, and the same
// is recorded whether it is or not. They can ask as often as they like, so for each session only so
// much a minute is recorded.
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import type { Audience } from '../contract/audience.js';
import { DomainError } from '../domain/domain-error.js';
import { streamOf, TABLE } from '../domain/meeting/audience.js';
import { PersonDataFound } from '../domain/person-guard/refuse-person-data.js';
import type { AuditEntry } from './append-records.js';
import { AuditLog } from './audit-log.js';

/** Of each session, in each process. */
export const REFUSALS_A_MINUTE = 30;

/** Who asked for what, by the name of the door and never by what was sent. */
export interface Asked {
  readonly sessionId: string;
  readonly personId: string;
  readonly what: string;
  readonly partnershipId: string | null;
  readonly meetingId: string | null;
}

const DENIALS: readonly string[] = ['not-found', 'not-allowed', 'sign-in-too-weak'];

type Told = Pick<AuditEntry, 'kind' | 'detail'>;

@Injectable()
export class Refusals {
  private readonly limiter = new RateLimiterMemory({ points: REFUSALS_A_MINUTE, duration: 60 });

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** Records a refusal that is worth it, and gives the error to answer with. */
  async recorded(asked: Asked, error: unknown): Promise<unknown> {
    const told = toldOf(asked, error);
    if (!told) return error;
    try {
      const isAllowed = await this.consume(asked.sessionId);
      // What gives away an entry is not answered without its record.
      if (!isAllowed)
        return told.kind === 'closed.read' ? new DomainError('too-many-requests') : error;
      const { personId, partnershipId } = asked;
      const partnershipIds = await this.existing(partnershipId);
      await this.audit.recordAlone({ partnershipIds, personId, ...told });
      return error;
    } catch (failure) {
      return failure;
    }
  }

  private async consume(sessionId: string): Promise<boolean> {
    try {
      await this.limiter.consume(sessionId);
      return true;
    } catch (reason) {
      if (reason instanceof RateLimiterRes) return false;
      throw reason;
    }
  }

  /** Nobody begins a chain by inventing a partnership. */
  private async existing(partnershipId: string | null): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'SELECT id FROM partnership WHERE id = $1',
      [partnershipId],
    );
    return rows.map(({ id }) => id);
  }
}

function toldOf({ what, meetingId }: Asked, error: unknown): Told | null {
  if (!(error instanceof DomainError)) return null;
  const detail = { what, meetingId };
  const about = error.about.length > 0 && { about: error.about };
  if (error instanceof PersonDataFound)
    return { kind: 'person-data.refused', detail: { ...detail, ...about } };
  if (DENIALS.includes(error.code))
    return { kind: 'denied', detail: { ...detail, code: error.code, ...about } };
  // An outdated edit is answered with the entry as it is now.
  const stream = closedStreamOf(error.current);
  if (stream === null) return null;
  return { kind: 'closed.read', detail: { ...detail, compartments: [stream] } };
}

function closedStreamOf(entry: unknown): string | null {
  const { audience } = (entry ?? {}) as { audience?: Audience };
  const stream = audience && streamOf(audience);
  return stream === undefined || stream === TABLE ? null : stream;
}
