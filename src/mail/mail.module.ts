import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { isDemonstration, type Config } from '../platform/config.js';
import { CONFIG } from '../platform/platform.module.js';
import { Carrier } from './carrier.js';
import { MailService } from './mail.service.js';
import { OutboxCarrier } from './outbox-carrier.js';
import { smtpCarrier } from './smtp-carrier.js';

/** Letters that leave the house. */
@Module({
  providers: [
    MailService,
    {
      provide: Carrier,
      inject: [CONFIG, DataSource, Clock],
      useFactory: (config: Config, dataSource: DataSource, clock: Clock): Carrier | null =>
        smtpCarrier(config) ??
        (isDemonstration(config) ? new OutboxCarrier(dataSource, clock) : null),
    },
  ],
  exports: [MailService],
})
export class MailModule {}
