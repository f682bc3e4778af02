import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import type { Attachment } from '@signalbox/contracts/office/attachments';
import { MAX_ATTACHMENT, MAX_ATTACHMENTS } from '@signalbox/contracts/rules';
import { AttemptKey } from '../core/attempt-key';
import { StaffDirectory } from '../core/office/staff';
import { TicketsApi } from '../core/office/tickets.api';
import { SessionStore } from '../core/session';
import { Transfer } from '../core/transfer';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { FileDrop } from '../ui/file-drop';
import { sizeText } from '../ui/size';
import { Time } from '../ui/time';
import { base64Of } from './base64';

/** The files of a ticket: to be opened, added and taken away. */
@Component({
  selector: 'sb-ticket-files',
  imports: [FileDrop, MatCheckbox, MatIcon, MatIconButton, MatProgressBar, Time],
  templateUrl: './ticket-files.html',
  styleUrl: './ticket-files.scss',
})
export class TicketFiles {
  private readonly api = inject(TicketsApi);
  private readonly transfer = inject(Transfer);
  private readonly acts = inject(Acts);
  private readonly dialogs = inject(Dialogs);
  private readonly key = new AttemptKey();
  private readonly session = inject(SessionStore);
  protected readonly staff = inject(StaffDirectory);
  readonly ticket = input.required<number>();
  protected readonly files = signal<readonly Attachment[]>([]);
  protected readonly isInternal = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly mayAdd = computed(() => this.mayWrite() && this.files().length < MAX_ATTACHMENTS);
  protected readonly hint = `Up to ${sizeText(MAX_ATTACHMENT)}; drop it here or choose it`;
  protected readonly sizeText = sizeText;

  constructor() {
    effect(() => {
      const id = this.ticket();
      untracked(() => void this.read(id));
    });
  }

  protected mayWrite(): boolean {
    return this.session.can('office.write');
  }

  protected open(file: Attachment): void {
    void this.acts.try(() => this.transfer.save(this.api.fileUrl(file), file.name));
  }

  protected async add(file: File): Promise<void> {
    if (this.isBusy()) return;
    if (file.size === 0 || file.size > MAX_ATTACHMENT) {
      this.acts.refuse(file.size === 0 ? 'This file is empty' : `At most ${sizeText(MAX_ATTACHMENT)} a file`);
      return;
    }
    this.isBusy.set(true);
    const id = this.ticket();
    await this.acts.try(async () => {
      const attachment = { name: file.name, content: await base64Of(file), is_internal: this.isInternal() };
      await this.api.attach(id, attachment, this.key.for(attachment));
      this.key.done();
    });
    this.isBusy.set(false);
    await this.read(id);
  }

  protected async remove(file: Attachment): Promise<void> {
    const question = {
      title: 'Remove this file?',
      text: `${file.name} is gone for good.`,
      action: 'Remove',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return;
    await this.acts.do(() => this.api.removeFile(file), 'Removed');
    await this.read(this.ticket());
  }

  private async read(id: number): Promise<void> {
    await this.acts.try(async () => {
      const files = await this.api.files(id);
      if (id === this.ticket()) this.files.set(files);
    });
  }
}
