import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';

@Component({
  selector: 'sb-not-found-page',
  imports: [EmptyState, MatButton, RouterLink],
  template: `
    <sb-empty-state icon="search" heading="There is no such page" text="The address may be old or mistyped.">
      <a matButton="tonal" routerLink="/">To the start</a>
    </sb-empty-state>
  `,
})
export class NotFoundPage {}
