import {
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { FormField, FormRoot, form, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router } from '@angular/router';
import { Submission } from '../core/form-errors';
import { homeOf } from '../core/guards';
import { ownPath } from '../core/own-path';
import { failureOf } from '../core/problem';
import { SessionStore, type Ending } from '../core/session';
import { Logo } from '../ui/logo';
import { OUTLINED } from '../ui/outlined';
import { PasswordField } from '../ui/password-field';
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
    MatInput,
    MatLabel,
    PasswordField,
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
  protected readonly submission = new Submission();
  /** Name and password are right, and the account has a second factor. */
  protected readonly asksCode = signal(false);
  private mustSetUp = false;
  private readonly model = signal({ identifier: '', password: '', code: '', remember: true });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.identifier, { message: 'Enter your username or email address' });
      required(path.password, { message: 'Enter your password' });
    },
    {
      submission: {
        action: ({ identifier, password, code }) =>
          this.submission.run(
            () => this.signIn(),
            () => ({ identifier, password, code }),
          ),
      },
    },
  );

  protected readonly busy = computed(() => this.form().submitting() || this.session.signedIn());

  private readonly codeField = viewChild<ElementRef<HTMLInputElement>>('code');

  constructor() {
    effect(() => this.codeField()?.nativeElement.focus());
    // Here, or in another tab.
    effect(() => {
      if (this.session.signedIn()) untracked(() => this.enter());
    });
  }

  private async signIn(): Promise<void> {
    const { identifier, password, code, remember } = this.model();
    try {
      const shown = this.asksCode() && code.trim() !== '' ? { code: code.trim() } : {};
      const session = await this.api.login({ identifier: identifier.trim(), password, ...shown });
      this.mustSetUp = session.second_factor_missing;
      this.session.start(session, remember);
    } catch (error) {
      const isFirst = !this.asksCode() && failureOf(error).errors.some(({ field }) => field === 'code');
      if (!isFirst) throw error;
      this.asksCode.set(true);
    }
  }

  private enter(): void {
    const home = ownPath(this.next()) ?? homeOf(this.session);
    void this.router.navigateByUrl(this.mustSetUp ? '/profile' : home);
  }
}

const WORDS: Record<Ending, string | null> = {
  here: null,
  elsewhere: 'You are signed out. Sign in again to go on.',
  over: 'Your session has ended. Sign in again to go on.',
};
