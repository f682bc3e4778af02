import type { Company } from '../company/company.js';

/** A line of sums; a strong one is what the reader looks for. */
export interface SumLine {
  label: string;
  value: string;
  isStrong?: boolean;
}

/** How a column stands: as wide as it needs, or as what is left over. */
export interface PaperColumn {
  head: string;
  isNumber?: boolean;
  isWide?: boolean;
}

/**
 * A document for people as texts: what stands on it, and nothing of how it is set. It goes to the thread that sets it, so
 * that all of it is plain data.
 */
export interface Paper {
  title: string;
  /** What it is called: its number, or its period. */
  name: string;
  /** Across the page, where it does not count (any more). */
  stamp: string | null;
  company: Company;
  toLabel: string;
  /** The name first, then the lines of the address. */
  to: string[];
  facts: [label: string, value: string][];
  columns: PaperColumn[];
  rows: string[][];
  sums: SumLine[];
  notes: [label: string, text: string][];
}
