import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { KnownNames } from '../../core/known-names';
import { Strange, unknownWords } from './strange';

/** Says for a list what of the address nothing on its page understands, unless a bar of filters does. */
@Component({
  selector: 'sb-unknown-names',
  imports: [Strange],
  template: `<sb-strange [lines]="lines()" (cleared)="clear()" />`,
})
export class UnknownNames {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly known = inject(KnownNames);
  private readonly params = toSignal(this.route.queryParamMap, { initialValue: this.route.snapshot.queryParamMap });
  private readonly unknown = computed(() =>
    this.known.said() ? [] : this.params().keys.filter((name) => !this.known.has(name)),
  );
  private readonly strange = computed(() => (this.known.said() ? [] : this.known.strange()));
  protected readonly lines = computed(() => [
    ...this.strange().map(([name, value]) => `The filter “${name}” cannot be “${value}”: it is left out.`),
    ...this.unknown().map(unknownWords),
  ]);

  protected clear(): void {
    const names = [...this.unknown(), ...this.strange().map(([name]) => name)];
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: Object.fromEntries(names.map((name) => [name, null])),
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }
}
