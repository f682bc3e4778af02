import {
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { FormField, FormRoot, form, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatOption, MatSelect, MatSelectTrigger } from '@angular/material/select';
import { MAX_TEXT_LENGTH, MessageText, PhoneNumber, type Priority } from '@signalbox/contracts/messages';
import { matches, Submission } from '../core/form-errors';
import { SimDirectory, simName } from '../core/sim-directory';
import { OUTLINED } from '../ui/outlined';
import { PageHeader } from '../ui/page-header';
import { SegmentCounter } from '../ui/segment-counter';
import { statusLabel } from '../ui/status';
import { AttemptKey } from './attempt-key';
import { SentMessages } from './sent-messages';
import { SmsApi, type MessageRequest } from './sms.api';

interface Draft {
  to: string;
  text: string;
  /** 0 is any. */
  sim: number;
  priority: Priority;
  /** Seconds; 0 is as long as it takes. */
  validity: number;
}

/** The draft as the API takes it. */
export const requestOf = (draft: Draft): MessageRequest => ({
  to: draft.to.trim(),
  text: draft.text,
  priority: draft.priority,
  ...(draft.sim === 0 ? {} : { sim_card_id: draft.sim }),
  ...(draft.validity === 0 ? {} : { validity_seconds: draft.validity }),
});

@Component({
  selector: 'sb-compose-page',
  imports: [
    FormField,
    FormRoot,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatIcon,
    MatInput,
    MatLabel,
    MatOption,
    MatSelect,
    MatSelectTrigger,
    PageHeader,
    SegmentCounter,
    SentMessages,
  ],
  providers: [OUTLINED],
  templateUrl: './compose.page.html',
  styleUrl: './compose.page.scss',
})
export class ComposePage {
  private readonly api = inject(SmsApi);
  private readonly key = new AttemptKey();
  private readonly sent = viewChild.required(SentMessages);
  private readonly recipient = viewChild.required<ElementRef<HTMLInputElement>>('recipient');
  protected readonly sims = inject(SimDirectory);
  protected readonly senders = computed(() => this.sims.all().filter((sim) => sim.status === 'active'));
  protected readonly simName = simName;
  protected readonly statusLabel = statusLabel;

  /** A reply names the number, and the SIM card it was written to. */
  readonly to = input<string>();
  readonly sim = input<string>();

  protected readonly submission = new Submission();
  protected readonly draft = signal<Draft>({ to: '', text: '', sim: 0, priority: 'normal', validity: 0 });
  protected readonly form = form(
    this.draft,
    (path) => {
      required(path.to, { message: 'Enter the recipient’s number' });
      matches(path.to, PhoneNumber, 'Expected a phone number, such as +254 712 345 678');
      required(path.text, { message: 'Write the message' });
      matches(path.text, MessageText, 'The text is too long, or holds half a character');
      maxLength(path.text, MAX_TEXT_LENGTH, { message: `At most ${MAX_TEXT_LENGTH} characters` });
    },
    {
      submission: {
        action: ({ to, text, sim, priority, validity }) =>
          this.submission.run(
            () => this.send(),
            () => ({ to, text, priority, sim_card_id: sim, from: sim, validity_seconds: validity }),
          ),
      },
    },
  );

  protected readonly priorities: { value: Priority; label: string; hint: string }[] = [
    { value: 'urgent', label: 'Urgent', hint: 'before everything else' },
    { value: 'normal', label: 'Normal', hint: 'as they come' },
    { value: 'bulk', label: 'Bulk', hint: 'when there is room' },
  ];
  protected readonly validities = [
    { value: 0, label: 'As long as it takes' },
    { value: 300, label: '5 minutes' },
    { value: 3_600, label: '1 hour' },
    { value: 21_600, label: '6 hours' },
    { value: 86_400, label: '1 day' },
    { value: 259_200, label: '3 days' },
    { value: 604_800, label: '7 days' },
  ];

  constructor() {
    effect(() => {
      const to = this.to() ?? '';
      const sim = Number(this.sim()) || 0;
      untracked(() => this.draft.update((draft) => ({ ...draft, to: to || draft.to, sim: sim || draft.sim })));
    });
  }

  private async send(): Promise<void> {
    const request = requestOf(this.draft());
    const accepted = await this.api.send(request, this.key.for(request));
    this.key.done();
    this.sent().add(accepted, request.text);
    this.form().reset({ ...this.draft(), to: '', text: '' });
    this.recipient().nativeElement.focus();
  }
}
