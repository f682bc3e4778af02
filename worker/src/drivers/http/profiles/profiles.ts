import { needsSender } from '@signalbox/contracts/provider-kind';
import { PROVIDER_KINDS } from '@signalbox/contracts/provider-kinds';
import type { HttpChannel } from '@signalbox/contracts/providers';
import type { Profile } from '../profile.js';
import { advanta } from './advanta.js';
import { africasTalking } from './africas-talking.js';
import { android } from './android.js';
import { generic } from './generic.js';
import { twilio } from './twilio.js';

/** The profile of an account. @throws ProviderError when a secret cannot be written where it is to go */
export function profileOf(channel: HttpChannel): Profile {
  const { settings } = channel;
  switch (settings.profile) {
    case 'advanta':
      return advanta(channel, settings);
    case 'africas_talking':
      return africasTalking(channel, settings);
    case 'twilio':
      return twilio(channel, settings);
    case 'android':
      return android(channel, settings);
    case 'generic':
      return generic(channel, settings);
  }
}

/** What an account cannot send without, besides its secrets; null when nothing is missing. */
export function lackOf({ settings, sender }: HttpChannel): string | null {
  return sender === null && needsSender(PROVIDER_KINDS[settings.profile], settings)
    ? 'the account needs a sender'
    : null;
}
