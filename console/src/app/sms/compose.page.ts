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
import { MatOptgroup, MatOption, MatSelect, MatSelectTrigger } from '@angular/material/select';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import type { Priority } from '@signalbox/contracts/messages';
import { smartText } from '@signalbox/codec/smart-encoding';
import { isMessageText, isPhoneNumber, MAX_TEXT_LENGTH } from '@signalbox/contracts/rules';
import { AttemptKey } from '../core/attempt-key';
import { ANY_CHANNEL, channelOf, choiceOf, providerChoice, simChoice } from '../core/channel-choice';
import { matches, Submission } from '../core/form-errors';
import { ProviderDirectory, providerName } from '../core/provider-directory';
import { ServerSettings } from '../core/server-settings';
import { SessionStore } from '../core/session';
import { SimDirectory, simName } from '../core/sim-directory';
import { OUTLINED } from '../ui/outlined';
import { PageHeader } from '../ui/page-header';
import { SegmentCounter } from '../ui/segment-counter';
import { SmartEncoding } from '../ui/smart-encoding';
import { SentMessages } from './sent-messages';
import { SmsApi, type MessageRequest } from './sms.api';

interface Draft {
  to: string;
  text: string;
  /** See `channelOf`. */
  channel: string;
  priority: Priority;
  /** Seconds; 0 is as long as it takes. */
  validity: number;
  /** Of effect where any channel may carry it. */
  failover: boolean;
  flash: boolean;
  /** Plain characters in place of typographic ones; null is as the server's setting says. */
  smart: boolean | null;
}

/** The draft as the API takes it. */
export const requestOf = (draft: Draft): MessageRequest => {
  const { sim, provider } = channelOf(draft.channel);
  return {
    to: draft.to.trim(),
    text: draft.text,
    priority: draft.priority,
    ...(sim === null ? {} : { sim_card_id: sim }),
    ...(provider === null ? {} : { provider_id: provider }),
    ...(draft.validity === 0 ? {} : { validity_seconds: draft.validity }),
    ...(draft.failover && draft.channel === ANY_CHANNEL ? { failover: true } : {}),
    ...(draft.flash ? { flash: true } : {}),
    ...(draft.smart === null ? {} : { smart_encoding: draft.smart }),
  };
};

const PRIORITIES: readonly { value: Priority; label: string; hint: string }[] = [
  { value: 'urgent', label: 'Urgent', hint: 'before everything else' },
  { value: 'normal', label: 'Normal', hint: 'as they come' },
  { value: 'bulk', label: 'Bulk', hint: 'when there is room' },
];

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
    MatOptgroup,
    MatOption,
    MatSelect,
    MatSelectTrigger,
    MatSlideToggle,
    PageHeader,
    SegmentCounter,
    SentMessages,
    SmartEncoding,
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
  private readonly simCards = inject(SimDirectory);
  private readonly accounts = inject(ProviderDirectory);
  protected readonly sims = computed(() => this.simCards.all().filter(({ status }) => status === 'active'));
  protected readonly providers = computed(() => this.accounts.all().filter(({ status }) => status === 'active'));
  protected readonly anyChannel = ANY_CHANNEL;
  protected readonly simChoice = simChoice;
  protected readonly providerChoice = providerChoice;
  protected readonly simName = simName;
  protected readonly providerName = providerName;
  protected readonly priorityLabel = (value: Priority) => PRIORITIES.find((one) => one.value === value)?.label;

  /** A reply names the number, and the channel it was written to. */
  readonly to = input<string>();
  readonly sim = input<string>();
  readonly provider = input<string>();

  protected readonly submission = new Submission();
  protected readonly draft = signal<Draft>({
    to: '',
    text: '',
    channel: ANY_CHANNEL,
    priority: 'normal',
    validity: 0,
    failover: false,
    flash: false,
    smart: null,
  });
  private readonly settings = inject(ServerSettings);
  protected readonly smart = computed(() => this.draft().smart ?? this.settings.smartEncoding());
  /** As it is sent. */
  protected readonly text = computed(() => (this.smart() ? smartText(this.draft().text) : this.draft().text));
  protected readonly form = form(
    this.draft,
    (path) => {
      required(path.to, { message: 'Enter the recipient’s number' });
      matches(path.to, isPhoneNumber, 'Expected a phone number, such as +254 712 345 678');
      required(path.text, { message: 'Write the message' });
      matches(path.text, isMessageText, 'The text is too long, or holds half a character');
      maxLength(path.text, MAX_TEXT_LENGTH, { message: `At most ${MAX_TEXT_LENGTH} characters` });
    },
    {
      submission: {
        action: ({ to, text, channel, priority, validity, failover, flash }) =>
          this.submission.run(
            () => this.send(),
            () => ({
              to,
              text,
              priority,
              sim_card_id: channel,
              provider_id: channel,
              from: channel,
              validity_seconds: validity,
              failover,
              flash,
            }),
          ),
      },
    },
  );

  private readonly session = inject(SessionStore);
  protected readonly priorities = computed(() =>
    PRIORITIES.filter(({ value }) => value !== 'urgent' || this.session.can('messages.send-urgent')),
  );
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
      const channel = choiceOf(this.sim(), this.provider());
      untracked(() =>
        this.draft.update((draft) => ({ ...draft, to: to || draft.to, channel: channel || draft.channel })),
      );
    });
  }

  protected setSmart(smart: boolean): void {
    this.draft.update((draft) => ({ ...draft, smart }));
  }

  private async send(): Promise<void> {
    const request = requestOf(this.draft());
    const accepted = await this.api.send(request, this.key.for(request));
    this.key.done();
    this.sent().add(accepted, this.text());
    this.form().reset({ ...this.draft(), to: '', text: '' });
    this.recipient().nativeElement.focus();
  }
}
