import { Component, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { isPhoneNumber } from '@signalbox/contracts/rules';
import type { RoutePreview as Preview } from '@signalbox/contracts/routes';
import { Submission, matches } from '../core/form-errors';
import { Count } from '../ui/count';
import { OUTLINED } from '../ui/outlined';
import { StateChip } from '../ui/state-chip';
import { PairsApi } from './pairs.api';
import { candidateName, channelIdOf, choiceOf, destinationOf, linkOf, stateOf } from './route-words';

/** Asks the router how a message to a number would go, and shows its answer. Nothing is sent. */
@Component({
  selector: 'sb-route-preview',
  imports: [
    Count,
    FormField,
    FormRoot,
    MatButton,
    MatError,
    MatFormField,
    MatIcon,
    MatInput,
    MatLabel,
    RouterLink,
    StateChip,
  ],
  providers: [OUTLINED],
  templateUrl: './route-preview.html',
  styleUrl: './route-preview.scss',
})
export class RoutePreview {
  private readonly api = inject(PairsApi);
  protected readonly preview = signal<Preview | null>(null);
  protected readonly tiers = computed(() => Math.max(0, ...(this.preview()?.candidates ?? []).map(({ tier }) => tier)));
  protected readonly submission = new Submission();
  private readonly question = signal({ to: '' });
  protected readonly form = form(
    this.question,
    (path) => {
      required(path.to, { message: 'Enter a number' });
      matches(path.to, isPhoneNumber, 'Expected a phone number, such as +254 712 345 678');
    },
    {
      submission: {
        action: ({ to }) =>
          this.submission.run(
            () => this.ask(),
            () => ({ to }),
          ),
      },
    },
  );
  protected readonly destinationOf = destinationOf;
  protected readonly choiceOf = choiceOf;
  protected readonly candidateName = candidateName;
  protected readonly channelIdOf = channelIdOf;
  protected readonly linkOf = linkOf;
  protected readonly stateOf = stateOf;

  protected percent(load: number): number {
    return Math.round(100 * load);
  }

  private async ask(): Promise<void> {
    this.preview.set(null);
    this.preview.set(await this.api.preview(this.question().to.trim()));
  }
}
