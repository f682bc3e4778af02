import { Injectable, Injector, afterNextRender, computed, effect, inject, untracked } from '@angular/core';
import { NavigationEnd, NavigationStart, Router } from '@angular/router';
import { SessionStore } from './session';

/** The box of the shell that scrolls. */
interface Scroller {
  measureScrollOffset(from: 'top'): number;
  scrollTo(options: { top: number }): void;
}

interface Place {
  top: number;
  readonly kept: Map<string, unknown>;
}

/** Pages that are remembered. */
const PLACES = 20;

/**
 * Where the reader was on the pages before, and what was loaded there: the browser's Back finds both again. Kept by the
 * router's number of each entry of the history, for as long as the tab is open and its account the same.
 */
@Injectable({ providedIn: 'root' })
export class Places {
  private readonly injector = inject(Injector);
  private readonly session = inject(SessionStore);
  private readonly places = new Map<number, Place>();
  /** The number of the page that is shown. */
  private current = 0;
  /** The place that the present navigation goes back to. */
  private back: Place | null = null;
  private scroller: () => Scroller | undefined = () => undefined;

  constructor() {
    inject(Router).events.subscribe((event) => {
      if (event instanceof NavigationStart) this.begin(event);
      else if (event instanceof NavigationEnd) this.end(event);
    });
    const account = computed(() => this.session.user()?.id);
    effect(() => {
      account();
      // What one account saw is not kept for the next.
      untracked(() => this.places.clear());
    });
  }

  /** Keeps the scroll place of this box, and begins at the top on a page that is new. */
  follow(scroller: () => Scroller | undefined): void {
    this.scroller = scroller;
  }

  /** To be called when the page is left, at the latest when it is destroyed. */
  keep(name: string, value: unknown): void {
    if (this.session.signedIn()) this.here().kept.set(name, value);
  }

  /** What was kept under this name on the page that Back leads to; to be called while it is made. */
  kept(name: string): unknown {
    return this.back?.kept.get(name);
  }

  private here(): Place {
    const place = this.places.get(this.current) ?? { top: 0, kept: new Map<string, unknown>() };
    this.places.delete(this.current);
    this.places.set(this.current, place);
    for (const oldest of this.places.keys()) {
      if (this.places.size <= PLACES) break;
      this.places.delete(oldest);
    }
    return place;
  }

  private begin({ navigationTrigger: trigger, restoredState }: NavigationStart): void {
    this.here().top = this.scroller()?.measureScrollOffset('top') ?? 0;
    this.back = (trigger === 'popstate' && this.places.get(restoredState?.navigationId ?? 0)) || null;
  }

  private end({ id }: NavigationEnd): void {
    this.current = id;
    const top = this.back?.top ?? 0;
    // The rows that were kept have to be there before one can scroll to them.
    afterNextRender({ write: () => this.scroller()?.scrollTo({ top }) }, { injector: this.injector });
  }
}
