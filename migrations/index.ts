import type { MigrationInterface } from 'typeorm';

/** Every migration, oldest first. They are named here because the build knows no wildcards. */
export const migrations: (new () => MigrationInterface)[] = [];
