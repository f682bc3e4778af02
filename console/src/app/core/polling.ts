import { DOCUMENT, DestroyRef, Injectable, inject, signal } from '@angular/core';

/** Runs `task` now and every `milliseconds` while the page is visible, until the caller (an injection context) is destroyed. */
export function pollWhileVisible(milliseconds: number, task: () => void): void {
  const document = inject(DOCUMENT);
  let timer: ReturnType<typeof setInterval> | undefined;
  const update = () => {
    clearInterval(timer);
    timer = undefined;
    if (document.hidden) return;
    task();
    timer = setInterval(task, milliseconds);
  };
  document.addEventListener('visibilitychange', update);
  inject(DestroyRef).onDestroy(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', update);
  });
  update();
}

/** The time, in steps of five seconds: what "2 min ago" is counted from. */
@Injectable({ providedIn: 'root' })
export class Clock {
  private readonly time = signal(Date.now());
  readonly now = this.time.asReadonly();

  constructor() {
    pollWhileVisible(5_000, () => this.time.set(Date.now()));
  }
}
