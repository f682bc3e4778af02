import { Component, computed, inject, input, numberAttribute, signal } from '@angular/core';
import { Router as Navigation } from '@angular/router';
import type { Router, RouterInterface } from '@signalbox/contracts/office/routers';
import { oneOf } from '../core/one';
import { pollWhileVisible } from '../core/polling';
import { failureOf, type Failure } from '../core/problem';
import { ActionMenu } from '../ui/action-menu';
import { ErrorPanel } from '../ui/error-panel';
import { Facts, type Fact } from '../ui/facts';
import { OnePage } from '../ui/one-page';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';
import { RouterActions } from './router-actions';
import { STATES, kindWords, octetWords, rateWords, uptimeWords } from './router-words';
import { RoutersApi } from './routers.api';

/** A reading of rates takes a second at the router. */
const INTERFACES_MS = 6_000;

/** One router: how it is, and what goes through its interfaces. */
@Component({
  selector: 'sb-router-page',
  imports: [ActionMenu, ErrorPanel, Facts, OnePage, Skeleton, StateChip],
  templateUrl: './router.page.html',
  styleUrl: '../ui/channel-page.scss',
})
export class RouterPage {
  private readonly api = inject(RoutersApi);
  private readonly actions = inject(RouterActions);
  private readonly navigation = inject(Navigation);
  readonly id = input.required({ transform: numberAttribute });
  protected readonly one = oneOf<number, Router>({ id: this.id, read: (id) => this.api.get(id), every: 10_000 });
  protected readonly heading = computed(() => this.one.value()?.name ?? 'Router');
  protected readonly interfaces = signal<readonly RouterInterface[] | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly states = STATES;
  protected readonly rateWords = rateWords;
  protected readonly octetWords = octetWords;
  protected readonly menu = computed(() => {
    const router = this.one.value();
    const after = {
      changed: () => this.one.refresh(),
      removed: () => this.navigation.navigateByUrl('/routers'),
    };
    return router === null ? [] : this.actions.of(router, after);
  });
  private reading = false;

  constructor() {
    pollWhileVisible(INTERFACES_MS, () => void this.read());
  }

  protected factsOf({ address, port, username, health, ...router }: Router): Fact[] {
    return [
      { name: 'Address', value: `${address}:${port}`, mono: true },
      { name: 'Spoken to by', value: kindWords(router) },
      { name: 'Account', value: username },
      { name: 'RouterOS', value: health.version },
      { name: 'Board', value: health.board },
      { name: 'Up for', value: uptimeWords(health.uptime) },
      { name: 'What is wrong', value: health.state === 'down' ? health.error : null },
    ];
  }

  protected async read(): Promise<void> {
    // One that is slow is not asked again meanwhile; and the first time comes before it is known which one.
    if (this.reading) return;
    this.reading = true;
    try {
      await Promise.resolve();
      const { data } = await this.api.interfaces(this.id());
      this.interfaces.set(data);
      this.failure.set(null);
    } catch (error) {
      this.failure.set(failureOf(error));
    } finally {
      this.reading = false;
    }
  }
}
