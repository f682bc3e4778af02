import { Location } from '@angular/common';
import { DOCUMENT, ErrorHandler, Injectable, InjectionToken, Injector, inject, signal } from '@angular/core';
import { Router, type NavigationError } from '@angular/router';

/** What browsers say when a part of the console cannot be fetched (Chromium, Firefox, WebKit), and Angular of a deferred one. */
const LOST = /dynamically imported module|importing a module script failed|NG0?750/i;

export const isLostPart = (error: unknown): boolean => error instanceof Error && LOST.test(error.message);

/** The script that a page of the console begins with: its name has a hash of all that hangs on it. */
const START = /\ssrc="([^"]*\bmain[\w.-]*\.js)"/;

/** The release that this tab has loaded anew for already: when that was of no use, to do it again is of none, too. */
const TRIED = 'signalbox.loaded-for';

export interface Notice {
  text: string;
  /** The word on the button, and what it does; without one there is only a button that closes. */
  action?: { label: string; run: () => void };
}

/** Asks for the page that the server has now; loads a page anew. Apart, since tests have neither. */
export const PAGES = new InjectionToken<{ read(): Promise<string>; load(url: string): void }>('PAGES', {
  factory: () => {
    const document = inject(DOCUMENT);
    return {
      read: async () => {
        const answer = await fetch(document.baseURI, { cache: 'no-store' });
        if (!answer.ok) throw new Error(`The server answered ${answer.status}`);
        return answer.text();
      },
      load: (url) => document.location.assign(url),
    };
  },
});

/**
 * What becomes of a part of the console that cannot be fetched. Each release has files of its own: after an upgrade a page
 * that was opened before does not find them any more.
 */
@Injectable({ providedIn: 'root' })
export class Releases {
  private readonly document = inject(DOCUMENT);
  private readonly pages = inject(PAGES);
  private readonly location = inject(Location);
  private readonly router = inject(Router);
  private readonly shown = signal<Notice | null>(null);

  /** What the reader has to be told. */
  readonly notice = this.shown.asReadonly();

  close(): void {
    this.shown.set(null);
  }

  /** A room did not come: it is opened with the new release, at once. */
  async roomIsLost(url: string): Promise<void> {
    const address = this.location.prepareExternalUrl(url);
    const again = { label: 'Try again', run: () => this.goOn(() => void this.router.navigateByUrl(url)) };
    const newest = await this.newest();
    if (newest === null)
      this.shown.set({ text: 'The page cannot be loaded: the server cannot be reached.', action: again });
    else if (newest === this.own() || sessionStorage.getItem(TRIED) === newest) {
      this.shown.set({ text: 'The page cannot be loaded.', action: this.reload(address) });
    } else {
      sessionStorage.setItem(TRIED, newest);
      this.shown.set({ text: 'A new version is ready. Loading it…' });
      this.pages.load(address);
    }
  }

  /** A dialog did not come. The page below it may hold what was not saved yet, so that it is left to the reader. */
  async partIsLost(): Promise<void> {
    const newest = await this.newest();
    const reload = this.reload(this.document.location.href);
    if (newest === null) this.shown.set({ text: 'This cannot be opened: the server cannot be reached.' });
    else if (newest === this.own()) this.shown.set({ text: 'This cannot be opened.', action: reload });
    else this.shown.set({ text: 'This cannot be opened: a new version is ready.', action: reload });
  }

  private reload(address: string): Notice['action'] {
    return { label: 'Reload', run: () => this.goOn(() => this.pages.load(address)) };
  }

  private goOn(step: () => void): void {
    this.close();
    step();
  }

  /** The release that this page is of. */
  private own(): string | null {
    return START.exec(this.document.documentElement.outerHTML)?.[1] ?? null;
  }

  /** The release that the server has; null when it does not answer. */
  private async newest(): Promise<string | null> {
    try {
      return START.exec(await this.pages.read())?.[1] ?? '';
    } catch {
      return null;
    }
  }
}

/** For the router: a room that cannot be fetched. */
export function onNavigationError({ error, url }: NavigationError): void {
  if (isLostPart(error)) void inject(Releases).roomIsLost(url);
  else inject(ErrorHandler).handleError(error);
}

/** What nobody caught: a dialog that cannot be fetched is said, the rest is the developers' to read. */
@Injectable()
export class Uncaught extends ErrorHandler {
  // Asked for when it is needed: errors may come before there is a router.
  private readonly injector = inject(Injector);

  override handleError(error: unknown): void {
    if (isLostPart(error)) void this.injector.get(Releases).partIsLost();
    else super.handleError(error);
  }
}
