import { Injectable } from '@nestjs/common';
import type { NewSilence } from '@signalbox/contracts/alert-channels';
import { SystemLogService } from '../../../access/logs/system-log.service.js';
import { DAY } from '../../../platform/common/clock.js';
import { Conflict, Invalid, NotFound } from '../../../platform/common/errors.js';
import type { Stretch } from '../../../platform/common/stretch.js';
import { NotifierService } from '../notify/notifier.service.js';
import type { Silence, SilenceState } from './silence.js';
import { SilenceRepository } from './silence.repository.js';

/** Who makes or ends a silence: an account, or a chat. */
export interface Person {
  userId: number | null;
  name: string;
}

const LONGEST_DAYS = 366;

/** What people are not told for a while. Each has an end. */
@Injectable()
export class SilencesService {
  constructor(
    private readonly silences: SilenceRepository,
    private readonly notifier: NotifierService,
    private readonly log: SystemLogService,
  ) {}

  list(state: SilenceState | undefined, stretch: Stretch): Promise<Silence[]> {
    return this.silences.list(state, Date.now(), stretch);
  }

  /** @throws Invalid when it would not end, or has ended */
  async create(request: NewSilence, by: Person): Promise<Silence> {
    const now = Date.now();
    const startsAt = request.starts_at === undefined ? now : Date.parse(request.starts_at);
    const endsAt = Date.parse(request.ends_at);
    if (endsAt <= Math.max(now, startsAt))
      throw Invalid.field('ends_at', 'expected a time after now and after starts_at');
    if (endsAt > now + LONGEST_DAYS * DAY)
      throw Invalid.field('ends_at', `expected a time within ${LONGEST_DAYS} days`);
    const { matchers, reason } = request;
    const { userId, name } = by;
    const silence = await this.silences.create({
      matchers,
      reason,
      startsAt,
      endsAt,
      userId,
      by: name,
      createdAt: now,
    });
    this.note('created', silence, by);
    await this.notifier.tell();
    return silence;
  }

  /** @throws NotFound; Conflict when it has ended already */
  async end(id: number, by: Person): Promise<Silence> {
    const silence = await this.silences.find(id);
    if (!silence) throw new NotFound('silence', id);
    const now = Date.now();
    if (!(await this.silences.end(id, now))) throw new Conflict(`Silence ${id} has ended already.`);
    this.note('ended', silence, by);
    await this.notifier.tell();
    return { ...silence, endsAt: now };
  }

  private note(what: string, { id, reason }: Silence, { userId, name }: Person): void {
    const details = `silence ${id} (${reason}) by ${name}`;
    this.log.record({ action: `silence.${what}`, details, status: 'ok', userId });
  }
}
