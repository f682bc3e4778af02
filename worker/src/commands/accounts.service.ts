import type { ProvidersPacket } from '@signalbox/contracts/bus';
import type { ProviderChannel } from '@signalbox/contracts/providers';
import type { ProviderDriver } from '../drivers/provider-driver.js';
import type { Journal } from '../journal/journal.js';

/** The provider accounts of this worker: those of its own file, and those that the server told it. */
export class AccountsService {
  constructor(
    private readonly own: readonly ProviderChannel[],
    private readonly drivers: readonly ProviderDriver[],
    private readonly journal: Pick<Journal, 'admit'>,
  ) {}

  /** To be called once before the drivers start: what the file says needs no server. */
  begin(): void {
    this.share(this.own);
  }

  /** The server's word, unless it comes from one that was replaced. What the file has under the same key stays. */
  take({ fence, providers }: ProvidersPacket): void {
    if (!this.journal.admit(fence)) return;
    const ours = new Set(this.own.map(({ key }) => key));
    this.share([...this.own, ...providers.filter(({ key }) => !ours.has(key))]);
  }

  private share(accounts: readonly ProviderChannel[]): void {
    for (const driver of this.drivers) driver.hold(accounts.filter(({ driver: name }) => name === driver.name));
  }
}
