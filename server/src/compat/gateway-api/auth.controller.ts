import { Body, Controller, HttpCode, Post, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import { GatewayApiKey, GatewayError, GatewaySession, GatewaySignIn } from '@signalbox/contracts/gateway';
import { SignInLimitInterceptor } from '../../access/auth/sign-in-limit.interceptor.js';
import { AllowTokens, Caller, From, Public } from '../../platform/common/access.js';
import { Unaudited } from '../../platform/common/audit/audited.js';
import { Answers } from '../../platform/common/answers.js';
import type { Principal } from '../../platform/common/principal.js';
import { GatewayAccessService } from './gateway-access.service.js';
import { GatewayErrorFilter } from './gateway-error.filter.js';

@ApiTags('Gateway API')
@ApiDefaultResponse({ standardSchema: GatewayError })
@Controller('api')
@UseFilters(GatewayErrorFilter)
export class GatewayAuthController {
  constructor(private readonly access: GatewayAccessService) {}

  @Answers(GatewaySession)
  @Post('auth')
  @Unaudited('the system log has who signed in')
  @Public()
  @UseInterceptors(SignInLimitInterceptor)
  @HttpCode(200)
  signIn(@Body({ schema: GatewaySignIn }) body: GatewaySignIn, @From() address: string) {
    return this.access.signIn(body, address);
  }

  /** A key must not make keys, and a client whose key was revoked must come to a new one, though it still shows the old. */
  @Answers(GatewayApiKey)
  @Post('generate-api-key')
  @AllowTokens('account.own')
  // No Idempotency-Key: the answer is a secret, not to be kept in clear.
  @HttpCode(200)
  generateKey(@Caller() caller: Principal, @From() address: string) {
    return this.access.generateKey(caller, address);
  }
}
