import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { Secrets } from '../../platform/config/secrets.js';
import { AccessEndingsService } from './access-endings.service.js';
import { ActiveUsersService } from './active-users.service.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';
import { AuthController } from './auth.controller.js';
import { AuthEvents } from './auth.events.js';
import { AuthGuard } from './auth.guard.js';
import { AuthRetentionService } from './auth-retention.service.js';
import { AuthService } from './auth.service.js';
import { FirstAdminService } from './first-admin.service.js';
import { JwtStrategy } from './jwt.strategy.js';
import { LockoutsService } from './lockouts.service.js';
import { OwnPasswordService } from './own-password.service.js';
import { OwnSecondFactorService } from './own-second-factor.service.js';
import { PasswordsService } from './passwords.service.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SecondFactorsService } from './second-factors.service.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';
import { SightingsService } from './sightings.service.js';
import { SignInAttemptsService } from './sign-in-attempts.service.js';
import { SignInService } from './sign-in.service.js';
import { StaffController } from './staff.controller.js';
import { TokensService } from './tokens.service.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

/** Users, sign-in, tokens, API keys, and the guard before every route. */
@Module({
  imports: [
    IdempotencyModule,
    // Each token is signed with what counts then: it may be replaced.
    JwtModule.registerAsync({ inject: [Secrets], useFactory: ({ jwt }: Secrets) => ({ secret: jwt }) }),
  ],
  controllers: [
    AuthController,
    SecondFactorController,
    SessionsController,
    UsersController,
    StaffController,
    ApiKeysController,
  ],
  providers: [
    AccessEndingsService,
    ActiveUsersService,
    ApiKeysService,
    AuthEvents,
    AuthRetentionService,
    AuthService,
    FirstAdminService,
    JwtStrategy,
    LockoutsService,
    OwnPasswordService,
    OwnSecondFactorService,
    PasswordsService,
    SecondFactorsService,
    SessionsService,
    SightingsService,
    SignInAttemptsService,
    SignInService,
    TokensService,
    UsersService,
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  // The attempts too: what limits them is made in the module whose controller uses it.
  exports: [ApiKeysService, AuthEvents, AuthService, FirstAdminService, SignInAttemptsService, UsersService],
})
export class AuthModule {}
