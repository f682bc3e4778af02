import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { FormField, FormRoot, form, required } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatError, MatFormField, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { Router } from '@angular/router';
import { Submission } from '../core/form-errors';
import { homeOf } from '../core/guards';
import { ownPath } from '../core/own-path';
import { SessionStore, type Ending } from '../core/session';
import { Logo } from '../ui/logo';
import { OUTLINED } from '../ui/outlined';
import { AuthApi } from './auth.api';

@Component({
  selector: 'sb-sign-in-page',
  imports: [
    FormField,
    FormRoot,
    Logo,
    MatButton,
    MatCheckbox,
    MatError,
    MatFormField,
    MatIcon,
    MatIconButton,
    MatInput,
    MatLabel,
    MatSuffix,
  ],
  providers: [OUTLINED],
  templateUrl: './sign-in.page.html',
  styleUrl: './sign-in.page.scss',
})
export class SignInPage {
  private readonly api = inject(AuthApi);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);

  /** Where the reader wanted to go; only paths of the console. */
  readonly next = input<string>();
  protected readonly ended = computed(() => {
    const ending = this.session.ending();
    return ending === null ? null : WORDS[ending];
  });
  protected readonly shown = signal(false);
  protected readonly submission = new Submission();
  private readonly model = signal({ identifier: '', password: '', remember: true });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.identifier, { message: 'Enter your username or email address' });
      required(path.password, { message: 'Enter your password' });
    },
    {
      submission: {
        action: ({ identifier, password }) =>
          this.submission.run(
            () => this.signIn(),
            () => ({ identifier, password }),
          ),
      },
    },
  );

  protected readonly busy = computed(() => this.form().submitting() || this.session.signedIn());

  constructor() {
    // Here, or in another tab.
    effect(() => {
      if (this.session.signedIn()) untracked(() => this.enter());
    });
  }

  private async signIn(): Promise<void> {
    const { identifier, password, remember } = this.model();
    this.session.start(await this.api.login({ identifier: identifier.trim(), password }), remember);
  }

  private enter(): void {
    void this.router.navigateByUrl(ownPath(this.next()) ?? homeOf(this.session));
  }
}

const WORDS: Record<Ending, string | null> = {
  here: null,
  elsewhere: 'You are signed out. Sign in again to go on.',
  over: 'Your session has ended. Sign in again to go on.',
};
