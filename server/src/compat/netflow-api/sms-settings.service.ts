import { Injectable } from '@nestjs/common';
import {
  HIDDEN,
  type NetflowDone,
  type NetflowSettings,
  type NetflowSettingsChange,
} from '@signalbox/contracts/netflow';
import { Invalid } from '../../platform/common/errors.js';
import {
  type ReservedProvider,
  ReservedProvidersService,
} from '../../messaging/providers/reserved-providers.service.js';
import { type Credentials, resolve } from './credentials.js';

const PURPOSE = 'sms-settings';

/** The account that this API sends with unless a request brings its own. */
export interface StoredAccount {
  providerId: number;
  enabled: boolean;
  credentials: Credentials;
}

/** The SMS settings: a provider that is kept for this API. */
@Injectable()
export class SmsSettingsService {
  constructor(private readonly providers: ReservedProvidersService) {}

  show(): NetflowSettings {
    const stored = this.stored();
    return {
      success: true,
      settings: {
        provider: 'advanta',
        enabled: stored?.enabled ?? false,
        apiKey: stored ? HIDDEN : '',
        partnerId: stored?.credentials.partnerId ?? '',
        shortcode: stored?.credentials.shortcode ?? '',
        customApiUrl: stored?.credentials.customApiUrl ?? '',
      },
    };
  }

  /** @throws Invalid naming what is missing or refused */
  async save({ enabled, ...given }: NetflowSettingsChange): Promise<NetflowDone> {
    const stored = this.stored();
    const resolved = resolve(given, stored?.credentials ?? null);
    if ('missing' in resolved) throw lacking(resolved.missing);
    const { credentials } = resolved;
    await this.providers.put(PURPOSE, {
      label: 'SMS settings',
      active: enabled ?? stored?.enabled ?? true,
      sender: credentials.shortcode,
      ...accountOf(credentials, this.providers.find(PURPOSE)),
    });
    return { success: true, message: 'SMS settings saved successfully' };
  }

  /** Null where there are none, or none that can be read. */
  stored(): StoredAccount | null {
    const found = this.providers.find(PURPOSE);
    if (found?.account?.driver !== 'http' || found.account.settings.profile !== 'advanta') return null;
    const { settings, secrets } = found.account;
    const { partner_id: partnerId, send_url: customApiUrl } = settings;
    const credentials = { apiKey: secrets.api_key ?? '', partnerId, shortcode: found.sender ?? '', customApiUrl };
    return { providerId: found.id, enabled: found.active, credentials };
  }
}

/** The settings and secrets of a provider for an account. @param before what else was said of it stays */
export function accountOf({ apiKey, partnerId, customApiUrl }: Credentials, before?: ReservedProvider) {
  const { settings } = before?.account ?? {};
  return {
    settings: {
      ...(settings && 'profile' in settings ? settings : {}),
      profile: 'advanta',
      partner_id: partnerId,
      ...(customApiUrl === undefined ? {} : { send_url: customApiUrl }),
    },
    secrets: { api_key: apiKey },
  };
}

export const lacking = (names: readonly string[]): Invalid =>
  new Invalid([], `Missing Advanta SMS credentials: ${names.join(', ')}`);
