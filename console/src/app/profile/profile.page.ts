import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatOption, MatSelect } from '@angular/material/select';
import type { SecondFactorState } from '@signalbox/contracts/auth';
import { LOCALES, LOCALE_NAMES, type Locale } from '@signalbox/contracts/locales';
import { AccountApi } from '../core/account.api';
import { failureOf, type Failure } from '../core/problem';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { ErrorPanel } from '../ui/error-panel';
import { Facts } from '../ui/facts';
import { moneyText } from '../ui/office/money';
import { OUTLINED } from '../ui/outlined';
import { PageHeader } from '../ui/page-header';
import { SessionsList } from '../ui/sessions-list';
import { fullTime } from '../ui/time';
import type { CodeFor } from './code.dialog';
import { ProfileApi } from './profile.api';
import { ZoneField } from './zone-field';

const EXAMPLE_TIME = '2026-11-30T13:05:09Z';

/** The reader's own account: password, second factor, sessions, and how times are shown. */
@Component({
  selector: 'sb-profile-page',
  imports: [
    ...[ErrorPanel, Facts, MatButton, MatFormField, MatHint, MatLabel, MatOption],
    ...[MatSelect, PageHeader, SessionsList, ZoneField],
  ],
  providers: [OUTLINED],
  templateUrl: './profile.page.html',
  styleUrl: './profile.page.scss',
})
export class ProfilePage {
  private readonly api = inject(ProfileApi);
  private readonly account = inject(AccountApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);
  protected readonly locales = LOCALE_NAMES.map((value) => ({ value, label: LOCALES[value] }));
  protected readonly locale = computed(() => this.session.user()?.locale ?? null);
  protected readonly choosing = signal(false);
  /** Told by the texts themselves: they follow the choice. */
  protected readonly example = computed(() => `${fullTime(EXAMPLE_TIME)} and ${moneyText(1_234_567.5, 'KES')}`);
  protected readonly factor = signal<SecondFactorState | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly facts = computed(() => {
    const user = this.session.user();
    return [
      { name: 'Username', value: user?.username ?? null },
      { name: 'Full name', value: user?.full_name ?? null },
      { name: 'Email', value: user?.email ?? null },
      { name: 'Role', value: user?.role ?? null },
    ];
  });

  constructor() {
    void this.read();
  }

  protected async read(): Promise<void> {
    this.failure.set(null);
    try {
      this.factor.set(await this.api.secondFactor());
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }

  protected async choose(locale: Locale | null): Promise<void> {
    this.choosing.set(true);
    await this.acts.try(async () => this.session.refresh(await this.account.changeOwn({ locale })));
    this.choosing.set(false);
  }

  protected async changePassword(): Promise<void> {
    const dialog = () => import('../ui/password.dialog').then((m) => m.PasswordDialog);
    if ((await this.dialogs.open(dialog, { width: 'small' })) !== null)
      this.acts.say('Your password is another one now');
  }

  protected async setUp(): Promise<void> {
    // A click beside the dialog must not lose codes that are shown once.
    const dialog = () => import('./second-factor.dialog').then((m) => m.SecondFactorDialog);
    await this.dialogs.open(dialog, { width: 'small', held: true });
    await this.read();
  }

  protected async withCode(what: CodeFor): Promise<void> {
    const dialog = () => import('./code.dialog').then((m) => m.CodeDialog);
    const isGone = await this.dialogs.open<boolean, CodeFor>(dialog, { data: what, width: 'small', held: true });
    if (isGone) this.acts.say('You have no second factor now');
    await this.read();
  }
}
