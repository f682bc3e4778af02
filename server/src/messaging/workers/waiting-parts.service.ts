import { Injectable } from '@nestjs/common';
import type { WaitingParts } from '@signalbox/contracts/workers';
import { WorkerRequestsService } from '../../platform/modem-bus/worker-requests.service.js';
import { WorkersService } from './workers.service.js';

/** Messages that came in of which parts are missing: workers hold them for a while, since parts may come late. */
@Injectable()
export class WaitingPartsService {
  constructor(
    private readonly workers: WorkersService,
    private readonly requests: WorkerRequestsService,
  ) {}

  count(): WaitingParts {
    return { messages: this.workers.waitingParts.reduce((sum, [, messages]) => sum + messages, 0) };
  }

  /**
   * Has all of them shown as they are, with their gaps marked; they come into the inbox like others.
   * @returns how many. @throws Unavailable when a worker that holds some does not answer
   */
  async show(): Promise<WaitingParts> {
    const told = await Promise.all(
      this.workers.waitingParts.map(([id]) => this.requests.ask(id, { type: 'parts', channel: null, argument: null })),
    );
    return { messages: told.reduce((sum, count) => sum + (Number(count) || 0), 0) };
  }
}
