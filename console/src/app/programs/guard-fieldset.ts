import { Component, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatError, MatFormField, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { OUTLINED } from '../ui/outlined';
import type { GuardFields } from './program-fields';

/** When a run gives up by itself. */
@Component({
  selector: 'sb-guard-fieldset',
  imports: [FormField, MatError, MatFormField, MatInput, MatLabel, MatSlideToggle, MatSuffix],
  providers: [OUTLINED],
  template: `
    <mat-slide-toggle hideIcon [formField]="fields().on">
      Give up when too little arrives <span class="muted">– the run then fails and says why</span>
    </mat-slide-toggle>
    @if (fields().on().value()) {
      <div class="inner">
        <div class="row three">
          <mat-form-field>
            <mat-label>Delivered under</mat-label>
            <input matInput type="number" inputmode="decimal" [formField]="fields().below" />
            <span matTextSuffix>%</span>
            @for (error of fields().below().errors(); track $index) {
              <mat-error>{{ error.message }}</mat-error>
            }
          </mat-form-field>
          <mat-form-field>
            <mat-label>Within</mat-label>
            <input matInput type="number" inputmode="numeric" [formField]="fields().minutes" />
            <span matTextSuffix>min</span>
            @for (error of fields().minutes().errors(); track $index) {
              <mat-error>{{ error.message }}</mat-error>
            }
          </mat-form-field>
          <mat-form-field>
            <mat-label>Of at least</mat-label>
            <input matInput type="number" inputmode="numeric" [formField]="fields().atLeast" />
            <span matTextSuffix>messages</span>
            @for (error of fields().atLeast().errors(); track $index) {
              <mat-error>{{ error.message }}</mat-error>
            }
          </mat-form-field>
        </div>
      </div>
    }
  `,
  styleUrl: './fieldset.scss',
})
export class GuardFieldset {
  readonly fields = input.required<FieldTree<GuardFields>>();
}
