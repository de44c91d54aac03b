import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Outbox } from '../contract/outbox.js';
import { DomainError } from '../domain/domain-error.js';
import { MailService } from '../mail/mail.service.js';
import { OutboxLetterRow } from '../mail/rows/outbox-letter-row.js';

/** Open to everyone, as all of the demonstration is: whoever is invited has no other way to the letter. */
@ApiTags('session')
@Controller('api/v1/demo/outbox')
export class OutboxController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly mail: MailService,
  ) {}

  @ApiOperation({ summary: 'The letters of the demonstration, which nobody carries away.' })
  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: Outbox })
  async listOutbox(): Promise<Outbox> {
    // With a mail server letters go there, in a demonstration too.
    if (!this.mail.isKeptHere) throw new DomainError('not-found');
    const rows = await this.dataSource.manager.find(OutboxLetterRow, {
      order: { sentAt: 'DESC', id: 'ASC' },
    });
    return {
      letters: rows.map(({ sentAt, ...row }) => ({ ...row, sentAt: sentAt.toISOString() })),
    };
  }
}
