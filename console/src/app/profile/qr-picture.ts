import { Component, computed, input } from '@angular/core';
import qrcode from 'qrcode-generator';

/** Modules of white around it, which readers need. */
const QUIET = 4;

/** A text as a QR code, black on white whatever the theme: readers expect it so. */
@Component({
  selector: 'sb-qr-picture',
  template: `
    <svg [attr.viewBox]="'0 0 ' + size() + ' ' + size()" role="img" aria-label="QR code for an authenticator app">
      <rect [attr.width]="size()" [attr.height]="size()" fill="#fff" />
      <path [attr.d]="path()" fill="#000" shape-rendering="crispEdges" />
    </svg>
  `,
  styles: `
    svg {
      display: block;
      width: 200px;
      max-width: 100%;
      border-radius: 10px;
    }
  `,
})
export class QrPicture {
  readonly text = input.required<string>();
  private readonly code = computed(() => {
    const code = qrcode(0, 'M');
    code.addData(this.text());
    code.make();
    return code;
  });
  protected readonly size = computed(() => this.code().getModuleCount() + 2 * QUIET);
  protected readonly path = computed(() => {
    const code = this.code();
    const count = code.getModuleCount();
    let path = '';
    for (let row = 0; row < count; row += 1) {
      for (let column = 0; column < count; column += 1) {
        if (code.isDark(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
      }
    }
    return path;
  });
}
