import { BreakpointObserver } from '@angular/cdk/layout';
import { HttpClient } from '@angular/common/http';
import { Component, computed, effect, inject, signal, untracked, viewChild } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatSidenav, MatSidenavContainer, MatSidenavContent } from '@angular/material/sidenav';
import { MatSnackBar } from '@angular/material/snack-bar';
import { MatTooltip } from '@angular/material/tooltip';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import type { User } from '@signalbox/contracts/auth';
import { filter, firstValueFrom, map } from 'rxjs';
import { API } from '../core/api';
import { Live } from '../core/live';
import { ownPath } from '../core/own-path';
import { failureOf, lineOf } from '../core/problem';
import { SessionStore } from '../core/session';
import { Theme, type ThemeChoice } from '../core/theme';
import type { IconName } from '../core/icons';
import type { EndSessionsOf } from '../ui/end-sessions.dialog';
import { Logo } from '../ui/logo';
import { AccountApi } from './account.api';
import { LinkIndicator } from './link-indicator';
import { visibleNavigation } from './navigation';
import { Rooms } from './rooms';

/** What surrounds every page of the signed-in: navigation, connection, theme and account. */
@Component({
  selector: 'sb-shell',
  imports: [
    LinkIndicator,
    Logo,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MatSidenav,
    MatSidenavContainer,
    MatSidenavContent,
    MatTooltip,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
  ],
  providers: [Rooms],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  private readonly router = inject(Router);
  private readonly account = inject(AccountApi);
  private readonly dialog = inject(MatDialog);
  private readonly snackBar = inject(MatSnackBar);
  protected readonly session = inject(SessionStore);
  protected readonly theme = inject(Theme);
  protected readonly live = inject(Live);

  protected readonly narrow = toSignal(
    inject(BreakpointObserver)
      .observe('(max-width: 1000px)')
      .pipe(map((state) => state.matches)),
    { initialValue: false },
  );
  protected readonly menuOpen = signal(false);
  protected readonly groups = computed(() => visibleNavigation((permission) => this.session.can(permission)));
  protected readonly initials = computed(() => this.session.user()?.username.slice(0, 2).toUpperCase() ?? '');
  protected readonly themeIcon = computed(() => THEME_ICONS[this.theme.choice()]);
  protected readonly themes: { choice: ThemeChoice; label: string; icon: IconName }[] = [
    { choice: 'system', label: 'As the system', icon: 'contrast' },
    { choice: 'light', label: 'Light', icon: 'sun' },
    { choice: 'dark', label: 'Dark', icon: 'moon' },
  ];
  protected readonly room = inject(Rooms).name;
  private readonly content = viewChild(MatSidenavContent);

  constructor() {
    effect(() => {
      if (!this.session.signedIn()) untracked(() => this.leave());
    });
    inject(HttpClient)
      .get<User>(`${API}/auth/me`)
      .pipe(takeUntilDestroyed())
      .subscribe({ next: (user) => this.session.refresh(user), error: () => undefined });
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.menuOpen.set(false);
        this.content()?.scrollTo({ top: 0 });
      });
    inject(Rooms).follow();
  }

  protected async changePassword(): Promise<void> {
    const { PasswordDialog } = await import('./password.dialog');
    const opened = this.dialog.open<unknown, unknown, boolean>(PasswordDialog, {
      width: '460px',
      autoFocus: 'first-tabbable',
    });
    if (await firstValueFrom(opened.afterClosed())) {
      this.snackBar.open('Your password is another one now', undefined, { duration: 3_000 });
    }
  }

  protected async signOutEverywhere(): Promise<void> {
    const id = this.session.user()?.id;
    if (id === undefined) return;
    const { EndSessionsDialog } = await import('../ui/end-sessions.dialog');
    const opened = this.dialog.open<unknown, EndSessionsOf, { keys: boolean }>(EndSessionsDialog, {
      data: null,
      width: '460px',
      autoFocus: 'first-tabbable',
    });
    const answer = await firstValueFrom(opened.afterClosed());
    if (!answer) return;
    try {
      await this.account.endSessions(id, answer.keys);
    } catch (error) {
      this.snackBar.open(lineOf(failureOf(error)), 'Close', { duration: 8_000 });
      return;
    }
    this.session.endEverywhere(id);
  }

  /** Here at once, whether the server can be reached or not. */
  protected signOut(): void {
    const token = this.session.token();
    this.session.end();
    if (token !== null) this.account.signOut(token);
  }

  /** Wherever the session ended: nothing stays on the screen, and who signs in again is back here. */
  private leave(): void {
    this.dialog.closeAll();
    this.snackBar.dismiss();
    const next = ownPath(this.router.url);
    void this.router.navigate(['/sign-in'], { queryParams: next === null || next === '/' ? {} : { next } });
  }
}

const THEME_ICONS: Record<ThemeChoice, IconName> = { system: 'contrast', light: 'sun', dark: 'moon' };
