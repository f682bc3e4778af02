import { Component, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import { isFreeText } from '@signalbox/contracts/rules';
import { WORKER_ID } from '@signalbox/contracts/topics';
import { LOCAL_WORKER } from '@signalbox/contracts/worker-access';
import type { Worker, WorkerCredentials } from '@signalbox/contracts/workers';
import { matches, Submission } from '../core/form-errors';
import { CopyField } from '../ui/copy-field';
import { FormDialog } from '../ui/form-dialog';
import { NoticeDialog } from '../ui/notice-dialog';
import { TextField } from '../ui/text-field';
import { environmentOf, workerOf, type WorkerFields } from './worker-environment';
import { WorkersApi } from './workers.api';

/** Enrols a worker, or gives one another password; then shows what it signs in with, which nobody sees again. */
@Component({
  selector: 'sb-worker-password-dialog',
  imports: [CopyField, FormDialog, NoticeDialog, TextField],
  templateUrl: './worker-password.dialog.html',
  styleUrl: '../ui/dialog-form.scss',
})
export class WorkerPasswordDialog {
  private readonly api = inject(WorkersApi);
  /** The worker that gets another password; null is a new one. */
  protected readonly worker = inject<Worker | null>(MAT_DIALOG_DATA);
  protected readonly credentials = signal<WorkerCredentials | null>(null);
  protected readonly environmentOf = environmentOf;
  protected readonly submission = new Submission();
  private readonly fields = signal<WorkerFields>({ id: '', label: '' });
  protected readonly form = form(
    this.fields,
    (path) => {
      matches(
        path.id,
        (id) => WORKER_ID.test(id) && id !== LOCAL_WORKER,
        'Expected 1 to 64 letters, digits, dashes or underscores, and not “local”',
      );
      matches(path.label, isFreeText(64), 'At most 64 characters');
    },
    {
      submission: {
        action: ({ id, label }) =>
          this.submission.run(
            () => this.save(),
            () => ({ id, label }),
          ),
      },
    },
  );

  private async save(): Promise<void> {
    const { worker } = this;
    this.credentials.set(
      worker === null ? await this.api.enrol(workerOf(this.fields())) : await this.api.renewPassword(worker.id),
    );
  }
}
