import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { AuditPage, AuditQuery } from '../contract/audit.js';
import type { Actor } from '../domain/meeting/access.js';
import { CurrentAuditor, SignedInOnly } from '../identity/session.guard.js';
import { AuditListService } from './audit-list.service.js';

@ApiTags('administration')
@ApiParam({ name: 'partnershipId', type: String, format: 'uuid' })
@Controller('api/v1/partnerships/:partnershipId/audit')
@SignedInOnly()
export class AuditController {
  constructor(private readonly audit: AuditListService) {}

  @ApiOperation({ summary: 'Who signed in, read, changed and was refused; for administrators.' })
  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: AuditPage })
  listAuditRecords(
    @CurrentAuditor() actor: Actor,
    @Query({ schema: AuditQuery }) query: AuditQuery,
  ): Promise<AuditPage> {
    return this.audit.list(actor, query);
  }
}
