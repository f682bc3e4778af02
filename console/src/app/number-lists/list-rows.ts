import { Component, Injector, inject, input, runInInjectionContext, type OnInit } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { NumberList, NumberListRow } from '@signalbox/contracts/number-lists';
import { NumberListsApi } from '../core/number-lists.api';
import { pageList } from '../core/page-list';
import type { PagedList } from '../core/paged-list';
import { ErrorPanel } from '../ui/error-panel';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';

/** The rows of a list that can be sent to, as its file has them: with the columns that it has. */
@Component({
  selector: 'sb-list-rows',
  imports: [ErrorPanel, MatButton, Skeleton, StateChip],
  templateUrl: './list-rows.html',
  styleUrl: './list-rows.scss',
})
export class ListRows implements OnInit {
  private readonly api = inject(NumberListsApi);
  private readonly injector = inject(Injector);
  readonly list = input.required<NumberList>();
  protected rows!: PagedList<NumberListRow>;

  ngOnInit(): void {
    this.rows = runInInjectionContext(this.injector, () =>
      pageList<NumberListRow>({
        name: 'number-list-rows',
        read: (page) => this.api.rows(this.list().id, page),
        key: ({ row }) => row,
        selection: () => this.list().id,
      }),
    );
  }
}
