import { BreakpointObserver } from '@angular/cdk/layout';
import { HttpClient } from '@angular/common/http';
import { Component, computed, effect, inject, signal, untracked, viewChild } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatSidenav, MatSidenavContainer, MatSidenavContent } from '@angular/material/sidenav';
import { MatTooltip } from '@angular/material/tooltip';
import { NavigationStart, Router, RouterLink, RouterOutlet } from '@angular/router';
import type { User } from '@signalbox/contracts/auth';
import { filter, map } from 'rxjs';
import { AccountApi } from '../core/account.api';
import { API } from '../core/api';
import { Live } from '../core/live';
import { ownPath } from '../core/own-path';
import { Places } from '../core/places';
import { SessionStore } from '../core/session';
import { Theme, type ThemeChoice } from '../core/theme';
import { inUtc, ownZone, showUtc } from '../core/zone';
import type { IconName } from '../core/icons';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { Logo } from '../ui/logo';
import { Bell } from './bell';
import { BottomBar } from './bottom-bar';
import { LinkIndicator } from './link-indicator';
import { Rail } from './rail';
import { RoomChanges } from './room-changes';

/** What surrounds every page of the signed-in: navigation, connection, theme and account. */
@Component({
  selector: 'sb-shell',
  imports: [
    Bell,
    BottomBar,
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
    Rail,
    RouterLink,
    RouterOutlet,
  ],
  providers: [RoomChanges],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
  host: {
    '(document:keydown.control.k)': 'findByKey($event)',
    '(document:keydown.meta.k)': 'findByKey($event)',
  },
})
export class Shell {
  private readonly router = inject(Router);
  private readonly account = inject(AccountApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  protected readonly session = inject(SessionStore);
  protected readonly theme = inject(Theme);
  protected readonly live = inject(Live);

  protected readonly narrow = toSignal(
    inject(BreakpointObserver)
      .observe('(max-width: 1000px)')
      .pipe(map((state) => state.matches)),
    { initialValue: false },
  );
  protected readonly phone = toSignal(
    inject(BreakpointObserver)
      .observe('(max-width: 760px)')
      .pipe(map((state) => state.matches)),
    { initialValue: false },
  );
  protected readonly menuOpen = signal(false);
  protected readonly utc = inUtc;
  protected readonly ownZone = ownZone;
  protected readonly showUtc = showUtc;
  protected readonly initials = computed(() => this.session.user()?.username.slice(0, 2).toUpperCase() ?? '');
  protected readonly themeIcon = computed(() => THEME_ICONS[this.theme.choice()]);
  protected readonly themes: { choice: ThemeChoice; label: string; icon: IconName }[] = [
    { choice: 'system', label: 'As the system', icon: 'contrast' },
    { choice: 'light', label: 'Light', icon: 'sun' },
    { choice: 'dark', label: 'Dark', icon: 'moon' },
  ];
  protected readonly room = inject(RoomChanges).name;
  private readonly content = viewChild(MatSidenavContent);

  constructor() {
    effect(() => {
      if (!this.session.signedIn()) untracked(() => this.leave());
    });
    inject(HttpClient)
      .get<User>(`${API}/auth/me`)
      .pipe(takeUntilDestroyed())
      .subscribe({ next: (user) => this.session.refresh(user), error: () => undefined });
    inject(Places).follow(() => this.content());
    this.router.events
      .pipe(
        // Not at its end: who opens the menu while a page is fetched keeps it.
        filter((event) => event instanceof NavigationStart),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.menuOpen.set(false);
      });
    inject(RoomChanges).follow();
  }

  /** The form is fetched when somebody looks for something. */
  protected find(): void {
    const dialog = () => import('./search.dialog').then((m) => m.SearchDialog);
    void this.dialogs.open(dialog, { needs: 'office.read', focus: 'input', label: 'Find' });
  }

  /** As many programs have it, unless something is open already. */
  protected findByKey(event: Event): void {
    if (!this.session.can('office.read') || this.dialogs.anyOpen()) return;
    event.preventDefault();
    this.find();
  }

  protected async changePassword(): Promise<void> {
    const dialog = () => import('../ui/password.dialog').then((m) => m.PasswordDialog);
    if ((await this.dialogs.open(dialog, { width: 'small' })) !== null)
      this.acts.say('Your password is another one now');
  }

  protected async signOutEverywhere(): Promise<void> {
    const id = this.session.user()?.id;
    if (id === undefined) return;
    const dialog = () => import('../ui/end-sessions.dialog').then((m) => m.EndSessionsDialog);
    const answer = await this.dialogs.open<{ keys: boolean }>(dialog, { width: 'small' });
    if (answer === null) return;
    if (await this.acts.try(() => this.account.endSessions(id, answer.keys))) this.session.endEverywhere(id);
  }

  /** Here at once, whether the server can be reached or not. */
  protected signOut(): void {
    const token = this.session.token();
    this.session.end();
    if (token !== null) this.account.signOut(token);
  }

  /** Wherever the session ended: nothing stays on the screen, and who signs in again is back here. */
  private leave(): void {
    this.dialogs.closeAll();
    this.acts.hush();
    const next = ownPath(this.router.url);
    void this.router.navigate(['/sign-in'], { queryParams: next === null || next === '/' ? {} : { next } });
  }
}

const THEME_ICONS: Record<ThemeChoice, IconName> = { system: 'contrast', light: 'sun', dark: 'moon' };
