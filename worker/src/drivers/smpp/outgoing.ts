import type { Job } from '@signalbox/contracts/bus';
import type { DriverEvent } from '../driver.js';
import { refusalOf } from './command-status.js';
import type { Answer } from './connection-user.js';
import { refOf } from './message-ids.js';
import type { Group } from './report-book.js';

type PartState = 'unsent' | 'flying' | 'taken' | 'refused' | 'unknown';

/** What follows from an answer: an event that ends the sending, parts to be sent again, or nothing yet. */
export type Step =
  | { kind: 'event'; event: DriverEvent }
  /** `late`: after a while; else as soon as the SMSC takes more. */
  | { kind: 'again'; parts: number[]; late: boolean }
  | { kind: 'wait' };

const WAIT: Step = { kind: 'wait' };
/** A part that is refused for now, after others were taken, is tried again so often. */
const PART_TRIES = 5;

/**
 * A message on its way, part by part. It is decided when no part is under way any more:
 * - every part taken: sent;
 * - a part that nobody can tell of: uncertain;
 * - a part refused, and no part taken: failed, for now or for good as the SMSC says;
 * - a part refused for now, and others taken: that part alone again, five times at most;
 * - a part refused for good, and others taken: failed for good, since sending the whole again would double those.
 */
export class Outgoing {
  private readonly states: PartState[];
  private readonly ids: string[];
  private tries = 0;
  private reason = '';
  private refusedTemporarily = true;
  private over = false;

  constructor(
    readonly job: Job,
    readonly bodies: readonly Buffer[],
    readonly group: Group | null,
  ) {
    this.states = bodies.map(() => 'unsent');
    this.ids = bodies.map(() => '');
  }

  get isOver(): boolean {
    return this.over;
  }
  /** Nothing of it was taken, and nothing is under way. */
  get isUntouched(): boolean {
    return this.states.every((state) => state === 'unsent');
  }

  leaves(part: number): void {
    this.states[part] = 'flying';
  }

  /** It did not leave, or the SMSC had no room for it: nothing is known against it. */
  notTaken(part: number): Step {
    this.states[part] = 'unsent';
    const step = this.decide();
    if (this.over) return step;
    if (step.kind === 'again') return { ...step, parts: [part, ...step.parts] };
    return { kind: 'again', parts: [part], late: false };
  }

  /** Its validity has passed; what was begun is finished nevertheless. */
  expire(): Step {
    return this.over || !this.isUntouched ? WAIT : this.end({ type: 'expired' });
  }

  answered(part: number, answer: Answer): Step {
    if (answer.kind === 'taken') {
      this.states[part] = 'taken';
      this.ids[part] = answer.id;
    } else if (answer.kind === 'unknown') {
      this.states[part] = 'unknown';
      this.reason = this.ofPart(part, answer.reason);
    } else {
      const { kind, words } = refusalOf(answer.status);
      this.refusedTemporarily = kind !== 'permanent';
      this.states[part] = 'refused';
      if (!this.has('unknown')) this.reason = this.ofPart(part, words);
    }
    return this.decide();
  }

  /** The account will not send what is left of it. `reason` says why, in words. */
  giveUp(reason: string): Step {
    if (this.over || this.has('flying')) return WAIT;
    if (this.isUntouched) return this.end({ type: 'failed', temporary: true, returned: true, reason });
    return this.end({ type: 'failed', temporary: false, reason: `parts of it were sent before: ${reason}` });
  }

  private decide(): Step {
    if (this.over || this.has('flying')) return WAIT;
    const { reason } = this;
    if (this.has('unknown')) return this.end({ type: 'uncertain', reason });
    if (this.has('refused')) return this.refused();
    return this.has('unsent') ? WAIT : this.end({ type: 'sent', ref: refOf(this.ids) });
  }

  private refused(): Step {
    const { reason } = this;
    if (!this.has('taken')) return this.end({ type: 'failed', temporary: this.refusedTemporarily, reason });
    this.tries += 1;
    if (!this.refusedTemporarily || this.tries > PART_TRIES) {
      return this.end({ type: 'failed', temporary: false, reason: `${reason}; other parts were sent` });
    }
    const parts = this.states.flatMap((state, part) => (state === 'refused' ? [part] : []));
    for (const part of parts) this.states[part] = 'unsent';
    return { kind: 'again', parts, late: true };
  }

  private end(change: Change): Step {
    this.over = true;
    const { id, attempt } = this.job;
    return { kind: 'event', event: { ...change, id, attempt, at: Date.now() } };
  }

  private has(state: PartState): boolean {
    return this.states.includes(state);
  }
  private ofPart(part: number, words: string): string {
    return this.states.length === 1 ? words : `part ${part + 1} of ${this.states.length}: ${words}`;
  }
}

type Change =
  | { type: 'expired' }
  | { type: 'sent'; ref: string | null }
  | { type: 'uncertain'; reason: string }
  | { type: 'failed'; temporary: boolean; returned?: true; reason: string };
