import { DOCUMENT, DestroyRef, Injectable, Injector, afterNextRender, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Title } from '@angular/platform-browser';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';

/** How long a page may take until it has a heading, in milliseconds. */
const PATIENCE_MS = 5_000;

const roomOf = (url: string): string => url.replace(/[?#].*$/, '');

/** Has those who do not see a change of room hear of it: its name is said, and they go on from its heading. */
@Injectable()
export class RoomChanges {
  private readonly router = inject(Router);
  private readonly title = inject(Title);
  private readonly injector = inject(Injector);
  private readonly document = inject(DOCUMENT);
  private readonly destroyed = inject(DestroyRef);
  private readonly said = signal('');
  private stopWaiting = (): void => undefined;

  /** The name of the room that was entered last; of none before the first change. */
  readonly name = this.said.asReadonly();

  follow(): void {
    // The browser itself says the first page. Who comes from signing in has one behind them already.
    let room = this.router.navigated ? '' : null;
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(this.destroyed),
      )
      .subscribe(({ urlAfterRedirects }) => {
        const next = roomOf(urlAfterRedirects);
        // Filters and tabs are of the same room.
        const changed = room !== null && room !== next;
        room = next;
        if (changed) this.enter();
      });
    this.destroyed.onDestroy(() => this.stopWaiting());
  }

  private enter(): void {
    this.stopWaiting();
    // By then the page has its title, too.
    const arrive = () => {
      this.said.set(this.title.getTitle().replace(/ · .*$/, ''));
      this.goToHeading();
    };
    afterNextRender(arrive, { injector: this.injector });
  }

  /** To the heading, or to the page until it has one. */
  private goToHeading(): void {
    const main = this.document.querySelector<HTMLElement>('main');
    // A page that has the reader begin at a field knows better.
    if (main === null || isField(this.document.activeElement, main)) return;
    if (focusHeading(main)) return;
    main.focus({ preventScroll: true });
    const watch = new MutationObserver(() => {
      if (this.document.activeElement !== main || focusHeading(main)) this.stopWaiting();
    });
    watch.observe(main, { childList: true, subtree: true });
    const timer = setTimeout(() => this.stopWaiting(), PATIENCE_MS);
    this.stopWaiting = () => {
      watch.disconnect();
      clearTimeout(timer);
    };
  }
}

const isField = (element: Element | null, main: HTMLElement): boolean =>
  element !== null && main.contains(element) && element.matches('input, textarea, select');

function focusHeading(main: HTMLElement): boolean {
  const heading = main.querySelector('h1');
  if (heading === null) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}
