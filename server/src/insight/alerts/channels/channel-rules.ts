import { randomBytes } from 'node:crypto';
import type { AlertChannelKindName } from '@signalbox/contracts/alert-channel-kinds';
import { CHANNEL_SECRETS, CHANNEL_SETTINGS } from '@signalbox/contracts/alert-channels';
import type { z } from 'zod';
import { Invalid } from '../../../platform/common/errors.js';
import { requireE164 } from '../../../platform/common/phone-number.js';
import { issuesToErrors } from '../../../platform/common/validation.js';
import type { Environment } from '../../../platform/config/config.js';

type Settings = Record<string, unknown>;
type SecretTexts = Record<string, string>;
/** What of the server's settings those of channels depend on. */
type House = Pick<Environment, 'DEFAULT_COUNTRY' | 'PUBLIC_URL'>;

function parse<T>(schema: z.ZodType<T>, value: unknown, under: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = issuesToErrors(result.error.issues);
  throw new Invalid(errors.map(({ field, message }) => ({ field: field ? `${under}.${field}` : under, message })));
}

/** The settings of a channel with what is usual; phone numbers in E.164. @throws Invalid naming each field */
export function settingsOf(kind: AlertChannelKindName, given: Settings, house: House): Settings {
  const settings: Settings = parse(CHANNEL_SETTINGS[kind] as z.ZodType<Settings>, given, 'settings');
  if (isHooked(kind, settings) && !house.PUBLIC_URL?.startsWith('https://')) {
    throw Invalid.field('settings.webhook', 'expected false: Telegram calls https addresses, and PUBLIC_URL is none');
  }
  if (kind !== 'sms') return settings;
  const country = house.DEFAULT_COUNTRY;
  const to = (settings['to'] as string[]).map((number, index) => requireE164(`settings.to.${index}`, number, country));
  return { ...settings, to };
}

/** What Telegram shows of itself when it calls: made here, sealed with what people entered, shown to nobody else. */
const HOOK = 'hook';
const isHooked = (kind: AlertChannelKindName, settings: Settings): boolean =>
  kind === 'telegram' && settings['webhook'] === true;

/** All that is sealed of a channel. @param hook the one that Telegram was told before; without, another one is made */
export function withHook(kind: AlertChannelKindName, settings: Settings, secrets: SecretTexts, hook?: string) {
  return isHooked(kind, settings) ? { ...secrets, [HOOK]: hook ?? randomBytes(32).toString('base64url') } : secrets;
}

/** What of all that is sealed people entered, and what is for Telegram. */
export function withoutHook({ [HOOK]: hook, ...secrets }: SecretTexts): { secrets: SecretTexts; hook?: string } {
  return { secrets, ...(hook !== undefined && { hook }) };
}

/** The secrets of a channel; of a webhook that brings none, one is made. @throws Invalid naming each field */
export function secretsOf(kind: AlertChannelKindName, given: Settings): { secrets: SecretTexts; made: string | null } {
  const secrets = parse(CHANNEL_SECRETS[kind] as z.ZodType<SecretTexts>, given, 'secrets');
  if (kind !== 'webhook' || secrets['secret'] !== undefined) return { secrets, made: null };
  const made = `whsec_${randomBytes(32).toString('base64')}`;
  return { secrets: { secret: made }, made };
}

/** Which secrets have a value. */
export const namesOf = (secrets: SecretTexts): string[] =>
  Object.entries(secrets)
    .filter(([, value]) => value !== '')
    .map(([name]) => name);

/** A password is for the server it was entered for: no other one is shown it. @throws Invalid */
export function requirePasswordAgain(before: Settings, after: Settings, kind: AlertChannelKindName, isGiven: boolean) {
  if (kind !== 'email' || isGiven || (before['host'] === after['host'] && before['port'] === after['port'])) return;
  throw Invalid.field('secrets.password', 'expected the password again, since the server is another one');
}
