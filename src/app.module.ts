import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdministrationModule } from './administration/administration.module.js';
import { CalendarMailModule } from './calendar-mail/calendar-mail.module.js';
import { DemoModule } from './demo/demo.module.js';
import { entities } from './entities.js';
import { FeedsModule } from './feeds/feeds.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { MailModule } from './mail/mail.module.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { LiveModule } from './live/live.module.js';
import { MeetingsModule } from './meetings/meetings.module.js';
import { isDemonstration, type Config } from './platform/config.js';
import { dataSourceOptions } from './platform/database/data-source.js';
import { PlatformModule } from './platform/platform.module.js';
import { PreparationModule } from './preparation/preparation.module.js';
import { RsvpModule } from './rsvp/rsvp.module.js';
import { SeriesModule } from './series/series.module.js';

/** The features, each after those it builds on. */
const features: NonNullable<DynamicModule['imports']> = [
  MailModule,
  IdentityModule,
  AdministrationModule,
  MeetingsModule,
  InvitationsModule,
  SeriesModule,
  FeedsModule,
  RsvpModule,
  PreparationModule,
  CalendarMailModule,
  LiveModule,
];

@Module({})
export class AppModule {
  /** The product on a database whose migrations are done. */
  static with(config: Config, databaseUrl: string): DynamicModule {
    const database = dataSourceOptions({
      url: databaseUrl,
      poolSize: config.DATABASE_POOL_SIZE,
      entities,
    });
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config),
        // Migrations have just run on it: a database that does not answer now is no matter of waiting.
        TypeOrmModule.forRoot({ ...database, retryAttempts: 1 }),
        ...features,
        ...(isDemonstration(config) ? [DemoModule] : []),
      ],
    };
  }
}
