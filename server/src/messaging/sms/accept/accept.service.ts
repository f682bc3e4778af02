import { Injectable } from '@nestjs/common';
import {
  type AcceptedMessage,
  type BatchItemResult,
  type BatchResult,
  NewMessage,
} from '@signalbox/contracts/messages';
import type { SimCardTest } from '@signalbox/contracts/sim-cards';
import { DomainError } from '../../../platform/common/errors.js';
import type { Principal } from '../../../platform/common/principal.js';
import { uuidv7 } from '../../../platform/common/uuid.js';
import { MAX_ERRORS, issuesToErrors } from '../../../platform/common/validation.js';
import { type Remembered, derivedId } from '../../../platform/common/idempotency/idempotency.js';
import { IdempotencyService } from '../../../platform/common/idempotency/idempotency.service.js';
import { QueueService } from '../dispatch/queue.service.js';
import type { Message } from '../message.js';
import { SmsEvents } from '../sms.events.js';
import { DraftsService } from './drafts.service.js';
import { IntakeService } from './intake.service.js';

/** Messages of a batch that share a transaction; also how long others wait behind it. */
const CHUNK = 500;

/** A batch's item on its way: its answer is known before it is stored. */
interface Item {
  result: BatchItemResult;
  message: Message | null;
}

/** The door for outgoing messages: what it answers is on disk. */
@Injectable()
export class AcceptService {
  constructor(
    private readonly intake: IntakeService,
    private readonly drafts: DraftsService,
    private readonly idempotency: IdempotencyService,
    private readonly events: SmsEvents,
    private readonly queue: QueueService,
  ) {}

  /** `scope` is that of the caller's Idempotency-Key: the same request again gets the first answer. */
  async accept(principal: Principal, request: NewMessage, remember?: Remembered): Promise<AcceptedMessage> {
    const began = performance.now();
    const known = remember && (await this.idempotency.find(remember));
    if (known) return this.idempotency.replay<AcceptedMessage>(known, remember.bodyHash);
    return this.store(this.drafts.of(principal, request, uuidv7()), began, remember);
  }

  /** That a message would be taken now. @throws what it would be refused with, see `DraftsService.of` */
  requireAcceptable(principal: Principal, request: NewMessage): void {
    this.drafts.of(principal, request, uuidv7());
  }

  /** A message that one SIM card alone may send. @throws NotFound when there is no such SIM card */
  acceptTest(principal: Principal, simCardId: number, request: SimCardTest, remember?: Remembered) {
    this.drafts.requireSimCard(simCardId);
    const message = NewMessage.parse({ ...request, sim_card_id: simCardId, max_attempts: 1 });
    return this.accept(principal, message, remember);
  }

  /** Stores a message whose request came at `began`, by the performance clock. */
  async store(message: Message, began: number, remember?: Remembered): Promise<AcceptedMessage> {
    const answer = { ...toAccepted(message), ...this.waiting(message) };
    const kept = remember && { ...remember, status: 202, answer: JSON.stringify(answer) };
    const earlier = await this.intake.store({ message, remember: kept });
    this.events.accepted.next((performance.now() - began) / 1000);
    return earlier === null ? answer : this.idempotency.replay<AcceptedMessage>(earlier, kept?.bodyHash ?? '');
  }

  /**
   * Each item is taken or refused alone; items keep their order. Under an Idempotency-Key the ids follow from the key and
   * when it came first, so a batch that was cut off in the middle is completed by its repetition, not doubled.
   */
  async acceptBatch(principal: Principal, requests: unknown[], remember?: Remembered): Promise<BatchResult> {
    let seed: string | null = null;
    if (remember) {
      const resumed = await this.idempotency.resume(remember);
      if (resumed.earlier) return this.idempotency.replay<BatchResult>(resumed.earlier, remember.bodyHash);
      ({ seed } = resumed);
    }
    const data: BatchItemResult[] = [];
    for (let start = 0; start < requests.length; start += CHUNK) {
      const items = requests.slice(start, start + CHUNK).map((request, offset) => {
        const index = start + offset;
        return this.item(principal, request, index, seed === null ? uuidv7() : derivedId(seed, index));
      });
      await this.intake.storeMany(
        items.flatMap(({ message }) => message ?? []),
        { known: remember !== undefined },
      );
      data.push(...items.map(({ result }) => result));
    }
    if (remember) await this.idempotency.finish(remember, 202, { data });
    return { data };
  }

  /** Also of one that is due later only: whoever sends it may know of something that we do not. */
  private waiting(message: Message): Pick<AcceptedMessage, 'reason'> {
    const reason = this.queue.closedReason(message, message.createdAt);
    return reason === null ? NOTHING : { reason };
  }

  private item(principal: Principal, request: unknown, index: number, id: string): Item {
    const parsed = NewMessage.safeParse(request);
    if (!parsed.success) {
      const errors = issuesToErrors(parsed.error.issues).slice(0, MAX_ERRORS);
      return { result: { index, error: { status: 400, errors } }, message: null };
    }
    try {
      const message = this.drafts.of(principal, parsed.data, id);
      const { segments, encoding } = message;
      return { result: { index, id, segments, encoding, ...this.waiting(message) }, message };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { result: { index, error: { status: error.status, errors: error.errors } }, message: null };
    }
  }
}

const NOTHING = {};

const toAccepted = (message: Message): AcceptedMessage => ({
  id: message.id,
  status: message.status,
  to: message.peer,
  encoding: message.encoding,
  segments: message.segments,
});
