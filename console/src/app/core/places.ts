import { DestroyRef, Injectable, Injector, afterNextRender, computed, effect, inject, untracked } from '@angular/core';
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

/** What is on the page and wants to be found again as it is. */
interface Keeper {
  readonly name: string;
  readonly value: () => unknown;
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
  private readonly keepers = new Set<Keeper>();
  /** The number of the page that is shown. */
  private current = 0;
  /** The place that the present navigation goes back to. */
  private back: Place | null = null;
  /** Where the page should be scrolled to, and how far it could be. */
  private wanted: { top: number; reached: number } | null = null;
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

  /**
   * Keeps what `value` says whenever the reader leaves for another entry of the history, be it a tab of the same page;
   * nothing while it says null. For as long as the present injection context.
   */
  keep(name: string, value: () => unknown): void {
    const keeper = { name, value };
    this.keepers.add(keeper);
    inject(DestroyRef).onDestroy(() => this.keepers.delete(keeper));
  }

  /** What was kept under this name in the entry that Back leads to, once; undefined where nothing was. */
  take(name: string): unknown {
    const value = this.back?.kept.get(name);
    this.back?.kept.delete(name);
    return value;
  }

  /**
   * What was kept is about to be drawn: scrolls on to the place that could not be reached before it was there, unless the
   * reader has scrolled meanwhile.
   */
  drawn(): void {
    afterNextRender({ write: () => this.scrollOn() }, { injector: this.injector });
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
    const here = this.here();
    here.top = this.scroller()?.measureScrollOffset('top') ?? 0;
    if (this.session.signedIn()) this.keepIn(here);
    this.wanted = null;
    this.back = (trigger === 'popstate' && this.places.get(restoredState?.navigationId ?? 0)) || null;
  }

  /** Now, while all of it is there: by the end of the navigation, a tab of this page may have gone. */
  private keepIn({ kept }: Place): void {
    for (const { name, value } of this.keepers) {
      const now = value();
      if (now !== null) kept.set(name, now);
    }
  }

  private end({ id }: NavigationEnd): void {
    this.current = id;
    const top = this.back?.top ?? 0;
    // The rows that were kept have to be there before one can scroll to them.
    afterNextRender({ write: () => this.scroll(top) }, { injector: this.injector });
  }

  private scroll(top: number): void {
    const scroller = this.scroller();
    scroller?.scrollTo({ top });
    const reached = scroller?.measureScrollOffset('top') ?? top;
    this.wanted = reached < top ? { top, reached } : null;
  }

  private scrollOn(): void {
    const scroller = this.scroller();
    if (this.wanted === null || scroller === undefined) return;
    if (scroller.measureScrollOffset('top') === this.wanted.reached) this.scroll(this.wanted.top);
    else this.wanted = null;
  }
}
