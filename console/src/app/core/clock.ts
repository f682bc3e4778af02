import { Injectable, signal } from '@angular/core';
import { pollWhileVisible } from './polling';

/** The time, in steps of five seconds: what "2 min ago" is counted from. */
@Injectable({ providedIn: 'root' })
export class Clock {
  private readonly time = signal(Date.now());
  readonly now = this.time.asReadonly();

  constructor() {
    pollWhileVisible(5_000, () => this.time.set(Date.now()));
  }
}
