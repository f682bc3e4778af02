import { Body, Controller, Get, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CodeShown, NewSecondFactor, PasswordShown, RecoveryCodes, SecondFactorState } from '@signalbox/contracts/auth';
import { AllowSignedIn, Caller, From } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import type { Principal } from '../../platform/common/principal.js';
import { OwnSecondFactorService } from './own-second-factor.service.js';
import { SignInLimitInterceptor } from './sign-in-limit.interceptor.js';

/** One's own second factor. */
@ApiTags('Auth')
@Controller('api/v1/auth/second-factor')
@AllowSignedIn('account.own')
export class SecondFactorController {
  constructor(private readonly factor: OwnSecondFactorService) {}

  @Answers(SecondFactorState)
  @Get()
  state(@Caller() caller: Principal) {
    return this.factor.state(caller);
  }

  @Answers(NewSecondFactor)
  @Post()
  @UseInterceptors(SignInLimitInterceptor)
  @HttpCode(200)
  begin(@Caller() caller: Principal, @Body({ schema: PasswordShown }) body: PasswordShown, @From() address: string) {
    return this.factor.begin(caller, body.password, address);
  }

  @Answers(RecoveryCodes)
  @Post('confirm')
  @UseInterceptors(SignInLimitInterceptor)
  @HttpCode(200)
  confirm(@Caller() caller: Principal, @Body({ schema: CodeShown }) { code }: CodeShown, @From() address: string) {
    return this.factor.confirm(caller, code, address);
  }

  @Answers(RecoveryCodes)
  @Post('recovery-codes')
  @UseInterceptors(SignInLimitInterceptor)
  @HttpCode(200)
  renewCodes(@Caller() caller: Principal, @Body({ schema: CodeShown }) { code }: CodeShown, @From() address: string) {
    return this.factor.renewCodes(caller, code, address);
  }

  @Post('remove')
  @UseInterceptors(SignInLimitInterceptor)
  @HttpCode(204)
  remove(@Caller() caller: Principal, @Body({ schema: CodeShown }) { code }: CodeShown, @From() address: string) {
    return this.factor.remove(caller, code, address);
  }
}
