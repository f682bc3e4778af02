import { Injectable } from '@nestjs/common';
import type { BatchItemResult } from '@signalbox/contracts/messages';
import type { NetflowSent, NetflowSms } from '@signalbox/contracts/netflow';
import { Conflict, Invalid } from '../../platform/common/errors.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import type { Principal } from '../../platform/common/principal.js';
import { ReservedProvidersService } from '../../messaging/providers/reserved-providers.service.js';
import { AcceptService } from '../../messaging/sms/accept/accept.service.js';
import { isSame, resolve } from './credentials.js';
import { SmsSettingsService, accountOf, lacking } from './sms-settings.service.js';

const PURPOSE = 'sms-send:';

/** Messages in this API's shape. */
@Injectable()
export class NetflowSmsService {
  constructor(
    private readonly settings: SmsSettingsService,
    private readonly providers: ReservedProvidersService,
    private readonly accept: AcceptService,
  ) {}

  /**
   * Each recipient's message is taken or refused alone.
   * @throws Invalid when credentials are missing or refused, or when no recipient is a number; Conflict when all have
   * opted out
   */
  async send(caller: Principal, body: NetflowSms, remember?: Remembered): Promise<NetflowSent> {
    const provider_id = await this.providerFor(caller, body);
    const messages = body.to.map((to) => ({ to, text: body.message, provider_id }));
    const { data } = await this.accept.acceptBatch(caller, messages, remember);
    return toSent(data, body.to);
  }

  private async providerFor(caller: Principal, given: NetflowSms): Promise<number> {
    const stored = this.settings.stored();
    const resolved = resolve(given, stored?.enabled ? stored.credentials : null);
    if ('missing' in resolved) {
      const isOff = stored !== null && !('missing' in resolve(given, stored.credentials));
      throw isOff ? new Invalid([], 'Sending is disabled in the SMS settings') : lacking(resolved.missing);
    }
    const { credentials } = resolved;
    if (stored?.enabled && isSame(stored.credentials, credentials)) return stored.providerId;
    const fields = {
      label: `SMS API, partner ${credentials.partnerId}`.slice(0, 64),
      sender: credentials.shortcode,
      ...accountOf(credentials),
    };
    return this.providers.forCredentials(PURPOSE, fields, caller);
  }
}

/** What became of it, for people: messages that nothing can carry for now are not said to be sent. */
export function wordsOf(recipients: number, results: readonly BatchItemResult[]): string {
  const reasons = results.flatMap((result) => ('id' in result && result.reason !== undefined ? result.reason : []));
  const [first] = reasons;
  if (first === undefined) return `SMS sent successfully to ${recipients} recipient(s)`;
  const waiting = reasons.length === recipients ? 'waiting' : `${reasons.length} waiting`;
  return `SMS accepted for ${recipients} recipient(s), ${waiting}: ${first}`;
}

/** @throws what the first was refused for, when all were. */
function toSent(results: BatchItemResult[], to: readonly string[]): NetflowSent {
  const messageIds = results.flatMap((result) => ('id' in result ? result.id : []));
  const refused = results.flatMap((result) =>
    'error' in result ? { to: to[result.index] ?? '', ...result.error } : [],
  );
  const [first] = refused;
  if (first && messageIds.length === 0) {
    if (first.status === 400)
      throw new Invalid(first.errors.map((error) => ({ ...error, field: error.field || 'to' })));
    throw new Conflict(first.errors.map(({ message }) => `${first.to}: ${message}`).join('; '));
  }
  const recipients = messageIds.length;
  return {
    success: true,
    message: wordsOf(recipients, results),
    messageIds,
    recipients,
    ...(first && {
      failed: refused.map((each) => ({ to: each.to, message: each.errors.map(({ message }) => message).join('; ') })),
    }),
  };
}
