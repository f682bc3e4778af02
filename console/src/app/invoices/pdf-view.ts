import { HttpClient } from '@angular/common/http';
import { Component, DestroyRef, effect, inject, input, signal, untracked } from '@angular/core';
import { DomSanitizer, type SafeResourceUrl } from '@angular/platform-browser';
import { firstValueFrom } from 'rxjs';
import { failureOf, type Failure } from '../core/problem';
import { ErrorPanel } from '../ui/error-panel';
import { Skeleton } from '../ui/skeleton';

/** A paper as the customer gets it, in the browser's own viewer. */
@Component({
  selector: 'sb-pdf-view',
  imports: [ErrorPanel, Skeleton],
  template: `
    @if (failure(); as failure) {
      <sb-error-panel [failure]="failure" (retry)="read(address())" />
    } @else if (shown(); as shown) {
      <iframe [src]="shown" [title]="name() + ' as PDF'"></iframe>
    } @else {
      <sb-skeleton [rows]="8" />
    }
  `,
  styles: `
    :host {
      display: block;
      overflow: hidden;
      padding: 12px;
    }
    iframe {
      width: 100%;
      height: min(1100px, 82vh);
      border: 0;
      border-radius: 6px;
      background: #fff;
    }
  `,
  host: { class: 'card' },
})
export class PdfView {
  private readonly http = inject(HttpClient);
  private readonly sanitizer = inject(DomSanitizer);
  readonly address = input.required<string>();
  readonly name = input.required<string>();
  protected readonly shown = signal<SafeResourceUrl | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  private url = '';

  constructor() {
    effect(() => {
      const address = this.address();
      untracked(() => void this.read(address));
    });
    inject(DestroyRef).onDestroy(() => URL.revokeObjectURL(this.url));
  }

  protected async read(address: string): Promise<void> {
    this.failure.set(null);
    try {
      // The address alone would not do: a frame asks without the session's token.
      const paper = await firstValueFrom(this.http.get(address, { responseType: 'blob' }));
      URL.revokeObjectURL(this.url);
      this.url = URL.createObjectURL(new Blob([paper], { type: 'application/pdf' }));
      // Safe to trust: it is the paper that was just read from our own server.
      this.shown.set(this.sanitizer.bypassSecurityTrustResourceUrl(this.url));
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }
}
