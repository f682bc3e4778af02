import { Component, DOCUMENT, DestroyRef, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { keepStill } from './core/keep-still';
import { Theme } from './core/theme';
import { NoticeLine } from './ui/notice';

@Component({ selector: 'sb-root', imports: [NoticeLine, RouterOutlet], template: '<router-outlet /><sb-notice />' })
export class App {
  protected readonly theme = inject(Theme);

  constructor() {
    inject(DestroyRef).onDestroy(keepStill(inject(DOCUMENT)));
  }
}
