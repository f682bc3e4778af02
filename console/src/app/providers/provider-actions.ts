import { Injectable, inject } from '@angular/core';
import type { Provider } from '@signalbox/contracts/providers';
import { ProviderDirectory, providerName } from '../core/provider-directory';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { ChannelActions, type After } from '../ui/channel-actions';
import { Dialogs } from '../ui/dialogs';
import type { RowAction } from '../ui/list/action';
import type { TestMessage } from '../ui/send-test.dialog';
import { ProvidersApi } from './providers.api';

/** What a provider is asked, and what is said meanwhile. */
const QUESTIONS = {
  test: { title: 'Test of', waiting: 'The worker signs in at the provider; no message is sent.' },
  balance: { title: 'Balance of', waiting: 'The provider is asked.' },
  restart: { title: 'Restart of', waiting: 'The worker ends its connections and makes new ones.' },
};

/** What can be done with a provider, from its row and from its page. */
@Injectable({ providedIn: 'root' })
export class ProviderActions {
  private readonly api = inject(ProvidersApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly channels = inject(ChannelActions);
  private readonly directory = inject(ProviderDirectory);
  private readonly session = inject(SessionStore);

  of(provider: Provider, after: After): RowAction[] {
    if (!this.session.can('channels.operate')) return [];
    const asked: RowAction[] = [
      { label: 'Test the account', icon: 'check', run: () => this.ask(provider, 'test', after) },
      { label: 'Send a test', icon: 'send', run: () => this.sendTest(provider) },
      { label: 'Balance', icon: 'wallet', run: () => this.ask(provider, 'balance', after) },
      { label: 'Restart', icon: 'restart', run: () => this.ask(provider, 'restart', after) },
    ];
    if (!this.session.can('providers.write')) return asked;
    return [
      ...asked,
      provider.status === 'active'
        ? { label: 'Disable', icon: 'cancel', apart: true, run: () => this.switch([provider], 'inactive', after) }
        : { label: 'Enable', icon: 'check', apart: true, run: () => this.switch([provider], 'active', after) },
      { label: 'Delete', icon: 'trash', run: () => this.remove(provider, after) },
    ];
  }

  async switch(providers: readonly Provider[], status: Provider['status'], after: After): Promise<boolean> {
    const done = status === 'active' ? 'Enabled' : 'Disabled';
    const isDone = await this.acts.each(providers, ({ id }) => this.api.change(id, { status }), done);
    this.changed(after.changed);
    return isDone;
  }

  private sendTest(provider: Provider): Promise<void> {
    const send = (message: TestMessage, key: string) => this.api.sendTest(provider.id, message, key);
    return this.channels.sendTest({ over: providerName(provider), send });
  }

  private async ask(provider: Provider, question: keyof typeof QUESTIONS, after: After): Promise<void> {
    const { title, waiting } = QUESTIONS[question];
    const ask = async () => (await this.api.ask(provider.id, question)).answer;
    await this.channels.ask({ title: `${title} ${providerName(provider)}`, waiting, ask });
    after.changed();
  }

  private async remove(provider: Provider, after: After): Promise<void> {
    const question = {
      title: `Delete ${providerName(provider)}?`,
      text:
        'Messages that wait for it alone fail, and delivery reports of what it sent find nobody any more. ' +
        'To keep it out of use, disable it.',
      action: 'Delete',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return;
    if (await this.acts.do(() => this.api.remove(provider.id), 'Deleted')) this.changed(after.removed ?? after.changed);
  }

  private changed(then: () => void): void {
    this.directory.reload();
    then();
  }
}
