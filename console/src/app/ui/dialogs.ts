import type { ComponentType } from '@angular/cdk/portal';
import { Injectable, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import type { Permission } from '@signalbox/contracts/permissions';
import { Releases } from '../core/releases';
import { SessionStore } from '../core/session';
import { Acts } from './acts';
import type { Question } from './question';

export interface DialogOptions<Data> {
  data?: Data;
  /** Who lacks it is told so, and nothing opens; the server decides again. */
  needs?: Permission;
  width?: 'small' | 'medium' | 'large';
  /** What has the focus at first, as a selector or in Material's words; the first field without it. */
  focus?: string;
  /** What it is called aloud, where it has no heading. */
  label?: string;
  /** Nothing but its own buttons closes it: a click beside it must not lose what is in it. */
  held?: boolean;
}

const WIDTHS = { small: '460px', medium: '560px', large: '680px' } as const;

/**
 * The one way to a dialog. Its code is fetched when it is wanted: a second press meanwhile does nothing, and a reader whose
 * console cannot fetch it is told.
 */
@Injectable({ providedIn: 'root' })
export class Dialogs {
  private readonly dialog = inject(MatDialog);
  private readonly session = inject(SessionStore);
  private readonly releases = inject(Releases);
  private readonly acts = inject(Acts);
  private fetching = false;

  /** @returns what it closed with; null when it did not open, or was closed without an answer */
  async open<Answer, Data = unknown>(
    load: () => Promise<ComponentType<unknown>>,
    { data, needs, width = 'medium', focus = 'first-tabbable', label, held = false }: DialogOptions<Data> = {},
  ): Promise<Answer | null> {
    if (this.fetching) return null;
    if (needs !== undefined && !this.session.can(needs)) {
      this.acts.refuse('Your account may not do this');
      return null;
    }
    const component = await this.fetch(load);
    if (component === null || !this.session.signedIn()) return null;
    const opened = this.dialog.open<unknown, Data, Answer | ''>(component, {
      data: data ?? null,
      width: WIDTHS[width],
      maxWidth: '94vw',
      autoFocus: focus,
      ariaLabel: label ?? null,
      // At once: taken when the dialog has faded in, it would move what somebody writes by then into the first field.
      delayFocusTrap: false,
      disableClose: held,
    });
    // A button that cancels closes with an empty text.
    return (await firstValueFrom(opened.afterClosed())) || null;
  }

  /** Whether the reader said yes. */
  async ask(question: Question): Promise<boolean> {
    const dialog = () => import('./question.dialog').then((m) => m.QuestionDialog);
    return (await this.open<boolean>(dialog, { data: question, width: 'small' })) === true;
  }

  /** Whether one is open, whoever opened it. */
  anyOpen(): boolean {
    return this.dialog.openDialogs.length > 0;
  }

  closeAll(): void {
    this.dialog.closeAll();
  }

  private async fetch(load: () => Promise<ComponentType<unknown>>): Promise<ComponentType<unknown> | null> {
    this.fetching = true;
    try {
      return await load();
    } catch {
      void this.releases.partIsLost();
      return null;
    } finally {
      this.fetching = false;
    }
  }
}
