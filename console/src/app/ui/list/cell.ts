import { Directive, TemplateRef, inject, input } from '@angular/core';
import type { ListSource } from '../../core/paged-list';

/** How the cells of a column are drawn: `<ng-template sbCell="state" [sbCellOf]="list" let-row>`. */
@Directive({ selector: 'ng-template[sbCell]' })
export class Cell<Row> {
  readonly sbCell = input.required<string>();
  /** The list, so that the compiler knows what its rows are. */
  readonly sbCellOf = input.required<ListSource<Row>>();
  readonly template = inject<TemplateRef<{ $implicit: Row }>>(TemplateRef);

  static ngTemplateContextGuard<Row>(_: Cell<Row>, _context: unknown): _context is { $implicit: Row } {
    return true;
  }
}
