import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Invalid } from '../../platform/common/errors.js';
import { Config } from '../../platform/config/config.js';
import { Taken } from './user.js';
import { UsersService } from './users.service.js';

/** The account that an empty installation begins with. */
@Injectable()
export class FirstAdminService {
  constructor(
    private readonly users: UsersService,
    private readonly config: Config,
  ) {}

  /**
   * Creates the admin of the environment when there is no user at all.
   * @returns its password where one had to be made up, to be shown once and kept nowhere; else null.
   */
  async ensure(): Promise<string | null> {
    if (!(await this.users.isEmpty())) return null;
    const { ADMIN_USERNAME: username, ADMIN_EMAIL: email, ADMIN_PASSWORD: given } = this.config.env;
    const password = given ?? randomBytes(15).toString('base64url');
    try {
      await this.users.create({ username, email, password, role: 'admin' }, null);
    } catch (error) {
      // Another server that started at the same moment was first.
      if (error instanceof Taken) return null;
      if (error instanceof Invalid) throw new Error(`ADMIN_PASSWORD: ${error.errors[0]?.message}`, { cause: error });
      throw error;
    }
    return given === undefined ? password : null;
  }
}
