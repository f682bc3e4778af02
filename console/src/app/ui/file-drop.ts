import { Component, type ElementRef, input, output, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { IconName } from '../core/icons';

/** A place to drop a file on, and a button that opens the file chooser. */
@Component({
  selector: 'sb-file-drop',
  imports: [MatIcon],
  template: `
    <button
      type="button"
      [class.over]="over()"
      (click)="chooser.click()"
      (dragenter)="enter($event)"
      (dragover)="enter($event)"
      (dragleave)="over.set(false)"
      (drop)="drop($event)"
    >
      <span class="badge"><mat-icon [svgIcon]="icon()" aria-hidden="true" /></span>
      <span class="words">
        <strong dir="auto">{{ label() }}</strong>
        <span class="muted">{{ hint() }}</span>
      </span>
    </button>
    <input #chooser type="file" hidden [accept]="accept()" (change)="choose()" />
  `,
  styles: `
    :host {
      display: block;
      position: relative;
    }
    button {
      display: flex;
      align-items: center;
      gap: 16px;
      width: 100%;
      padding: 18px 20px;
      border: 1.5px dashed var(--sb-border-strong);
      border-radius: var(--sb-radius);
      background: var(--sb-surface);
      color: inherit;
      font: inherit;
      text-align: left;
      cursor: pointer;
      transition:
        border-color 0.15s,
        background 0.15s;
    }
    button:hover,
    button.over {
      border-color: var(--mat-sys-primary);
      background: color-mix(in srgb, var(--mat-sys-primary) 6%, var(--sb-surface));
    }
    /* What lies inside must not end the dragging over the whole. */
    button.over * {
      pointer-events: none;
    }
    .badge {
      display: grid;
      flex: none;
      place-items: center;
      width: 42px;
      height: 42px;
      border-radius: 12px;
      background: color-mix(in srgb, var(--mat-sys-primary) 10%, transparent);
      color: var(--mat-sys-primary);
    }
    .words {
      display: grid;
      min-width: 0;
      font-size: 13px;
    }
    strong {
      font-size: 14px;
      font-weight: 600;
      overflow-wrap: anywhere;
    }
  `,
})
export class FileDrop {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly accept = input('');
  readonly icon = input<IconName>('upload');
  readonly file = output<File>();

  protected readonly over = signal(false);
  private readonly chooser = viewChild.required<ElementRef<HTMLInputElement>>('chooser');

  protected enter(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Without it the browser would open the file instead.
    event.preventDefault();
    this.over.set(true);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.over.set(false);
    this.take(event.dataTransfer?.files);
  }

  protected choose(): void {
    const element = this.chooser().nativeElement;
    this.take(element.files);
    // The same file may be chosen again.
    element.value = '';
  }

  private take(files: FileList | null | undefined): void {
    const file = files?.[0];
    if (file !== undefined) this.file.emit(file);
  }
}
