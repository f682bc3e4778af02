import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { AuthModule } from '../../access/auth/auth.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { NumberListsModule } from '../../campaigns/number-lists/number-lists.module.js';
import { PairsModule } from '../../messaging/pairs/pairs.module.js';
import { ProgramsModule } from '../../campaigns/programs/programs.module.js';
import { StatsModule } from '../../insight/stats/stats.module.js';
import { NewProgramPairsService } from './new-program-pairs.service.js';
import { ProgramApiAccessService } from './program-api-access.service.js';
import { ProgramCommandsService } from './program-commands.service.js';
import { ProgramListsService } from './program-lists.service.js';
import { ProgramPairsService } from './program-pairs.service.js';
import { ProgramStatsService } from './program-stats.service.js';
import { ProgramApiProgramsController } from './programs.controller.js';
import { ProgramApiStatsController } from './stats.controller.js';
import { ProgramApiUsersController } from './users.controller.js';
import { admitOldClients } from '../old-clients.js';
import { programApiError } from './program-api-error.filter.js';

const PROGRAM_API_URL = /^\/(program|stats|user|signin)(\/|$)/;

/** The program API's own URLs and shapes over the features' services. */
@Module({
  imports: [AuthModule, IdempotencyModule, NumberListsModule, PairsModule, ProgramsModule, StatsModule],
  controllers: [ProgramApiProgramsController, ProgramApiStatsController, ProgramApiUsersController],
  providers: [
    NewProgramPairsService,
    ProgramApiAccessService,
    ProgramCommandsService,
    ProgramListsService,
    ProgramPairsService,
    ProgramStatsService,
  ],
})
export class ProgramApiModule {
  constructor(host: HttpAdapterHost<FastifyAdapter>) {
    admitOldClients(host, { urls: PROGRAM_API_URL, errorForm: programApiError, takesBareTokens: true });
  }
}
