import { Injectable } from '@nestjs/common';
import { TaxAuthorityService } from './tax-authority.service.js';

/** None: what it would have to be told is said by nobody but the authority, so that no client is built against a guess. */
@Injectable()
export class NoTaxAuthorityService extends TaxAuthorityService {
  override readonly isConfigured = false;

  override report(): Promise<string> {
    return Promise.reject(new Error('no tax authority is configured'));
  }
}
