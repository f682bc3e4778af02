import { ChangeBuilder, commit } from '../../messaging/sms/change.js';
import type { Message } from '../../messaging/sms/message.js';
import type { MessageRepository, RunAdvance } from '../../messaging/sms/message.repository.js';
import { travelTo } from './clock.js';
import { type Chapter, tell } from './lives.js';

const MINUTE_MS = 60_000;

interface Lived {
  message: Message;
  ahead: Chapter[];
}

/** Messages that come into being and move on, minute by minute, in the order of time. */
export class Past {
  private readonly planned = new Map<number, (() => Message)[]>();
  private readonly lived = new Map<number, Lived[]>();
  private stops: string[] = [];
  stored = 0;

  constructor(
    private readonly messages: MessageRepository,
    private readonly chaptersOf: (message: Message) => Chapter[],
    private readonly onStored: (message: Message, chapters: Chapter[]) => void,
  ) {}

  /** A message is made and stored in the minute of a time, so that ids are in the order of time, too. */
  plan(at: number, make: () => Message): void {
    push(this.planned, minuteOf(at), make);
  }

  /** Stores messages of a run now, and moves its cursor with them. */
  async store(messages: Message[], advance?: RunAdvance): Promise<void> {
    messages.sort((a, b) => a.createdAt - b.createdAt);
    await this.messages.insertMany(messages, { known: false, ...(advance ? { advance } : {}) });
    this.stored += messages.length;
    for (const { direction, text, peer } of messages)
      if (direction === 'inbound' && text === 'STOP') this.stops.push(peer);
    for (const message of messages) {
      const ahead = message.status === 'queued' ? this.chaptersOf(message) : [];
      const [first] = ahead;
      if (first) push(this.lived, minuteOf(first.at), { message, ahead });
      this.onStored(message, ahead);
    }
  }

  /** All that is planned for one minute, counted from 1970. */
  async pass(minute: number): Promise<void> {
    const planned = this.planned.get(minute);
    if (planned) {
      this.planned.delete(minute);
      await this.store(planned.map((make) => make()));
    }
    const lived = this.lived.get(minute);
    if (!lived) return;
    this.lived.delete(minute);
    // What changes in a minute is counted in it.
    travelTo((minute + 1) * MINUTE_MS - 1);
    await Promise.all(lived.map((one) => this.move(one, minute)));
  }

  /** Who wrote STOP since this was asked last. */
  takeStops(): string[] {
    return this.stops.splice(0);
  }

  private async move({ message, ahead }: Lived, minute: number): Promise<void> {
    const builder = new ChangeBuilder(message);
    let next = ahead.shift();
    for (; next && minuteOf(next.at) <= minute; next = ahead.shift()) tell(builder, next);
    const change = builder.build();
    if (change && (await this.messages.apply(change))) commit(change);
    if (next) push(this.lived, minuteOf(next.at), { message, ahead: [next, ...ahead] });
  }
}

export const minuteOf = (time: number): number => Math.floor(time / MINUTE_MS);

function push<T>(lists: Map<number, T[]>, key: number, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
