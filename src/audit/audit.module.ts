import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { FailedSignIns } from './failed-sign-ins.js';

const services = [AuditLog, FailedSignIns];

/** What was done, read and refused, in chains that show when someone has tampered with them. */
@Module({ providers: services, exports: services })
export class AuditModule {}
