import { fillerOf } from '@signalbox/contracts/template';
import { uuidv7 } from '../../platform/common/uuid.js';
import { runMessage } from '../../messaging/sms/run-message.js';
import { laneOf, type Message } from '../../messaging/sms/message.js';
import type { Ground, Row } from './ground.js';
import type { Past } from './past.js';
import type { Ports } from './ports.js';

const LONGEST = 1_600;
/** Rows a minute of a program without a limit. */
const UNLIMITED = 240;
/** After its last row, until all that has left is known to have. */
const SETTLES_MINUTES = 2;

/** One run of a program, which takes its rows a minute at a time. */
export class DemoRun {
  private cursor = 0;
  private id = 0;
  private settles = SETTLES_MINUTES;

  constructor(
    private readonly ports: Ports,
    private readonly ground: Ground,
    private readonly about: Ground['programs'][number],
    /** Where it is paused; null is never. */
    private readonly pausedAt: number | null,
  ) {}

  async begin(now: number): Promise<void> {
    const { program, rows } = this.about;
    const { id: programId, name, ownerId, pairId, listId, details } = program;
    const settings = { name, ownerId, pairId, listId: listId ?? '', details };
    const note = { level: 'info' as const, text: `Started over ${rows.length} rows.` };
    const begun = await this.ports.runs.begin({ programId, settings, totalRows: rows.length, startedAt: now }, note);
    this.id = begun.run.id;
  }

  /** @returns whether it goes on */
  async pass(past: Past, now: number): Promise<boolean> {
    const { rows, program } = this.about;
    const until = Math.min(rows.length, this.pausedAt ?? rows.length);
    if (this.cursor < until) {
      const from = this.cursor;
      this.cursor = Math.min(until, from + (program.details.ratePerMinute ?? UNLIMITED));
      await this.feed(past, from, now);
      return true;
    }
    if (this.settles-- > 0) return true;
    if (this.pausedAt !== null) {
      await this.ports.runs.change(this.id, ['running'], { status: 'paused' }, { level: 'info', text: 'Paused.' });
    } else {
      const note = { level: 'info' as const, text: 'Completed.' };
      await this.ports.runs.change(this.id, ['running'], { status: 'completed', endedAt: now }, note);
    }
    return false;
  }

  private async feed(past: Past, from: number, now: number): Promise<void> {
    const { program, rows } = this.about;
    const list = await this.ports.lists.find(program.listId ?? '');
    const fill = fillerOf(program.details.template, list?.details.columns ?? [], LONGEST);
    const taken = rows.slice(from, this.cursor);
    const messages: Message[] = [];
    for (const row of taken) {
      if (await this.ports.suppressions.find(row.number)) continue;
      messages.push(this.messageOf(row, fill(row.values), now + Math.floor((messages.length * 50_000) / taken.length)));
    }
    const skipped = taken.length - messages.length;
    await past.store(messages, { runId: this.id, from, to: this.cursor, skipped });
  }

  private messageOf({ number }: Row, filled: ReturnType<ReturnType<typeof fillerOf>>, at: number): Message {
    const { program } = this.about;
    const pair = this.ground.pairs.matchPrefix(number);
    return runMessage(
      {
        runId: this.id,
        programId: program.id,
        userId: program.ownerId,
        simCard: null,
        validitySeconds: program.details.validitySeconds,
      },
      {
        id: uuidv7(at),
        to: number,
        pairId: pair?.id ?? null,
        isHighPriority: pair?.isHighPriority ?? false,
        lane: laneOf('bulk'),
        text: 'text' in filled ? filled.text : '',
        problem: 'problem' in filled ? filled.problem : null,
        sendAt: null,
      },
      at,
    );
  }
}
