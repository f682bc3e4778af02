import type { Params } from '@angular/router';
import type { IconName } from '../../core/icons';

/** Something that can be done with a row. */
export interface RowAction {
  label: string;
  icon: IconName;
  run?: () => unknown;
  /** Leads to a page in place of doing something. */
  link?: readonly unknown[];
  query?: Params;
  disabled?: boolean;
  /** A line above it in the menu. */
  apart?: boolean;
  /** A button of its own in the row. */
  quick?: boolean;
  /** What it is called aloud, where the label says too little; a quick one only. */
  name?: string;
}

/** Something that can be done with the rows that are selected. */
export interface BulkAction<Row> {
  label: string;
  icon: IconName;
  /** True when they are to be selected no longer. */
  run: (rows: readonly Row[]) => Promise<boolean>;
}
