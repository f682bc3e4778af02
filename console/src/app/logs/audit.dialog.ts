import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import type { AuditRow } from '@signalbox/contracts/audit';
import { Facts, type Fact } from '../ui/facts';
import { NoticeDialog } from '../ui/notice-dialog';
import { fullTime } from '../ui/time';
import { OUTCOMES, actionWords, differencesOf, whoWords } from './audit-words';

/** One change: who, from where, and what it was and is. */
@Component({
  selector: 'sb-audit-dialog',
  imports: [Facts, NoticeDialog],
  template: `
    <sb-notice-dialog [heading]="heading">
      <sb-facts [facts]="facts" />
      @if (differences.length > 0) {
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              @for (one of differences; track one.name) {
                <tr>
                  <th scope="row">{{ one.name }}</th>
                  <td dir="auto" class="before">{{ one.before ?? '–' }}</td>
                  <td dir="auto" class="after">{{ one.after ?? '–' }}</td>
                </tr>
              }
            </tbody>
          </table>
        </div>
      } @else {
        <p class="muted">Nothing that is kept differs.</p>
      }
    </sb-notice-dialog>
  `,
  styles: `
    .scroll {
      overflow-x: auto;
    }
    table {
      width: 100%;
      border-collapse: collapse;
      font-size: 13px;
    }
    th,
    td {
      padding: 6px 10px 6px 0;
      border-bottom: 1px solid var(--sb-border);
      text-align: start;
      vertical-align: top;
      overflow-wrap: anywhere;
    }
    thead th {
      color: var(--sb-text-muted);
      font-weight: 500;
    }
    tbody th {
      font-weight: 550;
    }
    .before {
      color: var(--sb-text-muted);
    }
  `,
})
export class AuditDialog {
  private readonly row = inject<AuditRow>(MAT_DIALOG_DATA);
  protected readonly heading = actionWords(this.row.action);
  protected readonly differences = differencesOf(this.row);
  protected readonly facts: readonly Fact[] = [
    { name: 'When', value: fullTime(this.row.at) },
    { name: 'Who', value: whoWords(this.row) },
    { name: 'Outcome', value: OUTCOMES[this.row.outcome].label },
    { name: 'What', value: this.row.subject_id, mono: true },
    { name: 'From', value: this.row.address, mono: true },
    { name: 'Place in the chain', value: this.row.seq === null ? 'not linked yet' : String(this.row.seq) },
    { name: 'Request', value: this.row.request_id, mono: true },
  ];
}
