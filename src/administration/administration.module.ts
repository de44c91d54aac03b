import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AgenciesController } from './agencies.controller.js';
import { AgenciesService } from './agencies.service.js';
import { AgreementsService } from './agreements.service.js';
import { AuditListService } from './audit-list.service.js';
import { AuditController } from './audit.controller.js';
import { DirectoryChanges } from './directory-changes.js';
import { DirectoryController } from './directory.controller.js';
import { FoundingController } from './founding.controller.js';
import { KnownPeople } from './known-people.js';
import { ListsController } from './lists.controller.js';
import { ListsService } from './lists.service.js';
import { PartnershipsService } from './partnerships.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { PlacesController } from './places.controller.js';
import { PlacesService } from './places.service.js';

/** Looking after the directory: partnerships, agreements, agencies, people, places. */
@Module({
  imports: [AuditModule, IdentityModule],
  controllers: [
    AuditController,
    FoundingController,
    DirectoryController,
    AgenciesController,
    ListsController,
    PeopleController,
    PlacesController,
  ],
  providers: [
    AgenciesService,
    AgreementsService,
    AuditListService,
    DirectoryChanges,
    KnownPeople,
    ListsService,
    PartnershipsService,
    PeopleService,
    PlacesService,
  ],
})
export class AdministrationModule {}
