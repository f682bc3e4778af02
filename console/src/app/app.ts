import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Theme } from './core/theme';

@Component({ selector: 'sb-root', imports: [RouterOutlet], template: '<router-outlet />' })
export class App {
  protected readonly theme = inject(Theme);
}
