import { Component } from '@angular/core';

/** The mark: a semaphore signal with its arm raised, the line clear. */
@Component({
  selector: 'sb-logo',
  template: `
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path d="M11 6v20M8 26h6" stroke="#fff" stroke-width="2.4" stroke-linecap="round" fill="none" />
      <path d="M12.2 13.6 23.4 7.1l1.9 3.3-11.2 6.5z" fill="#fff" />
      <circle cx="11" cy="14.6" r="3.4" fill="#fff" />
      <circle cx="11" cy="14.6" r="1.7" fill="#2fbf83" />
    </svg>
  `,
  styles: `
    :host {
      display: inline-block;
      width: 32px;
      height: 32px;
      border-radius: 25%;
      background: linear-gradient(135deg, #10909b, #3a4cab);
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
    }
  `,
})
export class Logo {}
