import { BreakpointObserver } from '@angular/cdk/layout';
import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, signal, viewChild } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatSidenav, MatSidenavContainer, MatSidenavContent } from '@angular/material/sidenav';
import { MatTooltip } from '@angular/material/tooltip';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import type { User } from '@signalbox/contracts/auth';
import { filter, map } from 'rxjs';
import { API } from '../core/api';
import { Live } from '../core/live';
import { SessionStore } from '../core/session';
import { Theme, type ThemeChoice } from '../core/theme';
import type { IconName } from '../core/icons';
import { Logo } from '../ui/logo';
import { LinkIndicator } from './link-indicator';
import { visibleNavigation } from './navigation';

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
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  private readonly router = inject(Router);
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
  protected readonly groups = computed(() => visibleNavigation((permission) => this.session.allows(permission)));
  protected readonly initials = computed(() => this.session.user()?.username.slice(0, 2).toUpperCase() ?? '');
  protected readonly themeIcon = computed(() => THEME_ICONS[this.theme.choice()]);
  protected readonly themes: { choice: ThemeChoice; label: string; icon: IconName }[] = [
    { choice: 'system', label: 'As the system', icon: 'contrast' },
    { choice: 'light', label: 'Light', icon: 'sun' },
    { choice: 'dark', label: 'Dark', icon: 'moon' },
  ];
  private readonly content = viewChild.required(MatSidenavContent);

  constructor() {
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
        this.content().scrollTo({ top: 0 });
      });
  }

  protected signOut(): void {
    this.session.end();
    void this.router.navigateByUrl('/sign-in');
  }
}

const THEME_ICONS: Record<ThemeChoice, IconName> = { system: 'contrast', light: 'sun', dark: 'moon' };
