import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { FailedSignIns } from './failed-sign-ins.js';
import { Refusals } from './refusals.js';

const services = [AuditLog, FailedSignIns, Refusals];

/** What was done, read and refused, in chains that show when someone has tampered with them. */
@Module({ providers: services, exports: services })
export class AuditModule {}
