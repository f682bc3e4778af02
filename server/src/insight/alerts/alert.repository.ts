import type { AlertState, AlertSubjectKind, Severity } from '@signalbox/contracts/alert-kind';
import type { Stretch } from '../../platform/common/stretch.js';
import type { Alert, Signal, TimelineEntry } from './alert.js';
import type { Step } from './plan.js';

export interface AlertFilter {
  state?: AlertState;
  severity?: Severity;
  source?: Alert['source'];
  ruleId?: number;
  open?: boolean;
  subject?: AlertSubjectKind;
  subjectId?: string;
}

/** How many are open, by state, severity, and whether people are told of them. */
export interface AlertCount {
  state: AlertState;
  severity: Severity;
  isHeld: boolean;
  count: number;
}

/** Alerts with their timelines. Of a fingerprint one is open at a time, whichever server saw it first. */
export abstract class AlertRepository {
  /** Pending, firing or acknowledged. */
  abstract open(): Promise<Alert[]>;
  /** Resolved ones of which people were told and that they were not told of since. */
  abstract owed(limit: number): Promise<Alert[]>;
  /** Each by itself, and only where its alert is still as the step expects. @returns how many were taken */
  abstract apply(steps: readonly Step[], now: number): Promise<number>;
  /**
   * What another system says is wrong, or is over: the same again lives on.
   * @returns the alert's id for each that fires now, in their order; null for one that was open already
   */
  abstract raise(signals: readonly Signal[], now: number): Promise<(number | null)[]>;
  /** Resolves open ones of a source by their fingerprints. @returns how many */
  abstract end(source: Alert['source'], fingerprints: readonly string[], now: number): Promise<number>;
  abstract find(id: number): Promise<Alert | null>;
  /** Newest first. */
  abstract list(filter: AlertFilter, stretch: Stretch): Promise<Alert[]>;
  abstract counts(): Promise<AlertCount[]>;
  /** Open ones of each rule. */
  abstract countsByRule(): Promise<Map<number, number>>;
  abstract timeline(id: number): Promise<TimelineEntry[]>;
  /** Somebody sees to it. @param by a name for the timeline @returns false when it is not firing */
  abstract acknowledge(id: number, by: string, note: string | null, now: number): Promise<boolean>;
  /** @returns false when it is not open */
  abstract resolve(id: number, by: string, note: string | null, now: number): Promise<boolean>;
  /** Notes why nobody is told of them, or that people are again. */
  abstract hold(held: readonly { alert: Alert; heldBy: string | null }[], now: number): Promise<void>;
  /** Drops what was resolved before, some at a time. @returns how many */
  abstract drop(before: number): Promise<number>;
}
