import { DOCUMENT, DestroyRef, inject } from '@angular/core';

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
