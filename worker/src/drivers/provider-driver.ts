import type { ProviderChannel } from '@signalbox/contracts/providers';
import { Driver } from './driver.js';

/** A driver of accounts at other people's services, whose channels are configured rather than found. */
export abstract class ProviderDriver<Account extends ProviderChannel = ProviderChannel> extends Driver {
  /** The prefix of its channels' keys, without the colon. */
  abstract readonly name: Account['driver'];

  /** Its accounts from now on: one that changed is opened anew, one that is not named any more is closed. */
  abstract hold(accounts: readonly Account[]): void;

  /** Accounts may be told only after the start, so that the key alone must say whose it is. */
  owns(channel: string): boolean {
    return channel.startsWith(`${this.name}:`);
  }
}
