import { Component, inject } from '@angular/core';
import { Releases } from '../core/releases';

/** Stands where a part of a page could not be fetched, and finds out why: mostly there is a new version. */
@Component({
  selector: 'sb-lost-part',
  template: `<p class="muted" role="alert">This part of the page could not be loaded.</p>`,
  styles: `
    p {
      padding: 20px;
    }
  `,
  host: { class: 'card' },
})
export class LostPart {
  constructor() {
    void inject(Releases).partIsLost();
  }
}
