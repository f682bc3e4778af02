import { Component, computed, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { ALERT_CHANNEL_FORMS } from '@signalbox/contracts/alert-channel-kinds';
import type { AlertChannel, MadeAlertChannel } from '@signalbox/contracts/alert-channels';
import { ChoiceField } from '../ui/choice-field';
import { FormDialog } from '../ui/form-dialog';
import { NumberField, TextField } from '../ui/text-field';
import { channelDraft } from './channel-draft';

const KEPT = 'Empty leaves it as it is';

/** A new channel, or one to be changed. Closes with it. */
@Component({
  selector: 'sb-alert-channel-dialog',
  imports: [ChoiceField, FormDialog, NumberField, TextField],
  templateUrl: './channel.dialog.html',
  styleUrl: '../ui/dialog-form.scss',
})
export class AlertChannelDialog {
  private readonly dialog = inject<MatDialogRef<AlertChannelDialog, AlertChannel | MadeAlertChannel>>(MatDialogRef);
  protected readonly channel = inject<AlertChannel | null>(MAT_DIALOG_DATA);
  protected readonly kept = this.channel === null ? '' : KEPT;
  protected readonly kinds = Object.entries(ALERT_CHANNEL_FORMS).map(([value, { label }]) => ({ value, label }));
  protected readonly yesNo = [
    { value: 'yes', label: 'Yes' },
    { value: 'no', label: 'No' },
  ];
  protected readonly ways = [
    { value: 'no', label: 'This server asks Telegram' },
    { value: 'yes', label: 'Telegram calls this server' },
  ];
  protected readonly severities = [
    { value: '', label: 'All' },
    { value: 'critical,warning', label: 'Critical and warning' },
    { value: 'critical', label: 'Critical' },
    { value: 'info', label: 'Info' },
  ];
  protected readonly days = [
    { value: 'always', label: 'At any time' },
    { value: 'daily', label: 'Every day' },
    { value: 'weekdays', label: 'Monday to Friday' },
    { value: 'weekend', label: 'Saturday and Sunday' },
  ];
  protected readonly draft = channelDraft(this.channel, (channel) => this.dialog.close(channel));
  protected readonly kind = computed(() => this.draft.fields().kind);
  protected readonly hasHours = computed(() => this.draft.fields().days !== 'always');
}
