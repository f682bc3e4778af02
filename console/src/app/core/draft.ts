import { Injector, computed, inject, runInInjectionContext, untracked, type Signal } from '@angular/core';

/**
 * A form of something that is shown: made anew when its key is another, and not when the same is read again, so that
 * nothing is lost that somebody is writing. To be called in an injection context, with which the forms end.
 */
export function draftOf<Draft>(key: Signal<unknown>, make: () => Draft): Signal<Draft> {
  const injector = inject(Injector);
  return computed(() => {
    key();
    return untracked(() => runInInjectionContext(injector, make));
  });
}
