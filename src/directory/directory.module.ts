import { Module } from '@nestjs/common';
import { DirectoryService } from './directory.service.js';
import { PartnershipService } from './partnership.service.js';

const services = [DirectoryService, PartnershipService];

/** Partnerships, agencies, places and people. */
@Module({ providers: services, exports: services })
export class DirectoryModule {}
