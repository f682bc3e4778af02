import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { StaffMember } from '@signalbox/contracts/auth';
import { pageOf } from '@signalbox/contracts/common';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { UsersService } from './users.service.js';

/** Who works here, by name: for those who may not see accounts, and hand work to each other. */
@ApiTags('Staff')
@Controller('api/v1/staff')
export class StaffController {
  constructor(private readonly users: UsersService) {}

  @Answers(pageOf(StaffMember))
  @Get()
  @Allow('office.read')
  list() {
    return this.users.staff();
  }
}
