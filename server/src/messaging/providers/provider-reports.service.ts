import { Injectable } from '@nestjs/common';
import { type ReportCall, RequestPacket } from '@signalbox/contracts/bus';
import type { ReportTaken } from '@signalbox/contracts/providers';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, TooMany, Unavailable } from '../../platform/common/errors.js';
import { WorkerRequestsService } from '../../platform/modem-bus/worker-requests.service.js';
import { ChannelsService } from '../sim-cards/channels.service.js';
import { ReportBodiesService, nobody } from './report-bodies.service.js';

/** Providers give up after some seconds, and come again. */
const ANSWER_WITHIN_MS = 10_000;
/** Calls of one provider at its worker at once; who brings more at once can wait a moment. */
const MOST_AT_ONCE = 200;

/** What the providers that sign their calls sign them with. */
const SIGNED_BY = ['x-twilio-signature', 'x-signature', 'x-timestamp'];
/** Empty TwiML: Twilio takes nothing but XML for an answer to a message, and complains of all else. */
const TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>';

/**
 * The door for delivery reports and messages that providers bring over HTTP: each is answered when its worker has it on disk.
 */
@Injectable()
export class ProviderReportsService {
  private readonly atWork = new Map<number, number>();

  constructor(
    private readonly channels: ChannelsService,
    private readonly requests: WorkerRequestsService,
    private readonly bodies: ReportBodiesService,
  ) {}

  /**
   * @throws NotFound when the address is not one of ours; TooMany; Unavailable when its worker does not take it now: the
   * provider is to bring it again
   */
  async take(id: string, token: string, request: FastifyRequest, reply: FastifyReply): Promise<ReportTaken | string> {
    if (!this.bodies.isAddress({ id, token })) throw nobody();
    const channelId = Number(id);
    const record = this.channels.find(channelId)?.record;
    if (record?.kind !== 'provider' || record.key === null) throw nobody();
    const { workerId, key: channel } = record;
    if (workerId === null || !this.channels.hasWorker(workerId))
      throw new Unavailable('Nobody takes reports just now.');
    await this.handOver(channelId, workerId, { type: 'report', channel, argument: await this.argumentOf(request) });
    if (request.headers['x-twilio-signature'] === undefined) return { received: true };
    reply.type('text/xml');
    return TWIML;
  }

  private async handOver(channelId: number, workerId: string, question: Parameters<WorkerRequestsService['ask']>[1]) {
    const atWork = this.atWork.get(channelId) ?? 0;
    if (atWork >= MOST_AT_ONCE) throw new TooMany('Too many reports at once.', 1);
    this.atWork.set(channelId, atWork + 1);
    try {
      await this.requests.ask(workerId, question, ANSWER_WITHIN_MS);
    } finally {
      const left = (this.atWork.get(channelId) ?? 1) - 1;
      if (left === 0) this.atWork.delete(channelId);
      else this.atWork.set(channelId, left);
    }
  }

  private async argumentOf(request: FastifyRequest): Promise<string> {
    const { method, url } = request;
    const call: ReportCall = {
      method: method === 'POST' ? 'POST' : 'GET',
      query: this.bodies.queryOf(request),
      ...(await this.bodies.contentOf(request)),
      path: url,
      hosts: hostsOf(request),
      headers: Object.fromEntries(
        SIGNED_BY.flatMap((name) => {
          const value = request.headers[name];
          return typeof value === 'string' ? [[name, value]] : [];
        }),
      ),
    };
    const argument = JSON.stringify(call);
    // Octets that JSON has to write as six characters each can make it longer than a worker takes.
    if (RequestPacket.shape.argument.safeParse(argument).success) return argument;
    throw new DomainError(413, 'Content Too Large', 'The report is too large.');
  }
}

/** What proxies say is no proof of anything; it is what a signature is tried with. */
function hostsOf({ headers }: FastifyRequest): string[] {
  const named = [headers['x-forwarded-host'], headers.host].flatMap((value) => value ?? []);
  return [...new Set(named.flatMap((value) => value.split(',')).map((host) => host.trim()))]
    .filter(Boolean)
    .slice(0, 4);
}
