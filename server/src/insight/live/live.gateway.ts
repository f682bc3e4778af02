import type { OnModuleDestroy } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import { LIVE_FLUSHES_PER_SECOND } from '@signalbox/contracts/live';
import type { Subscription } from 'rxjs';
import type { Server, Socket } from 'socket.io';
import type { AccessEnding } from '../../access/auth/admission.js';
import { AuthEvents, isEndedBy } from '../../access/auth/auth.events.js';
import { TooMany } from '../../platform/common/errors.js';
import type { Message } from '../../messaging/sms/message.js';
import { QueueService } from '../../messaging/sms/dispatch/queue.service.js';
import { SmsEvents } from '../../messaging/sms/sms.events.js';
import { LiveAdmissionService } from './live-admission.service.js';
import { type News, StaffNewsService } from './staff-news.service.js';
import { maskedUpdate, toUpdate } from './update.js';
import { type LiveCaller, Viewer } from './viewer.js';

/**
 * The live events over Socket.IO. A socket shows a token or an API key at its handshake, and sees what its user may
 * see: staff everything, others their own messages. What is new is gathered and shown 20 times a second at most.
 */
@WebSocketGateway()
export class LiveGateway implements OnGatewayInit<Server>, OnGatewayConnection, OnGatewayDisconnect, OnModuleDestroy {
  private readonly viewers: Map<string, Viewer>;
  private readonly subscriptions: Subscription[];
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly admission: LiveAdmissionService,
    authEvents: AuthEvents,
    sms: SmsEvents,
    private readonly queue: QueueService,
    private readonly news: StaffNewsService,
  ) {
    this.viewers = admission.viewers;
    this.subscriptions = [
      sms.changed.subscribe((messages) => this.show(messages)),
      authEvents.accessEnded.subscribe((ending) => this.end(ending)),
      news.all.subscribe((each) => this.tellStaff(each)),
    ];
  }

  /** A socket without valid credentials is refused at its handshake, with `unauthorized` as the error's message. */
  afterInit(server: Server): void {
    server.use((socket: Socket, next: (error?: Error) => void) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(error instanceof TooMany ? error : new Error('unauthorized')),
      );
    });
  }

  handleConnection(socket: Socket): void {
    const caller = socket.data as LiveCaller;
    const { token, keyExpiresAt } = caller.principal ?? {};
    const endsAt = token?.expiresAt ?? keyExpiresAt ?? null;
    if (endsAt !== null) endAt(endsAt, socket);
    const viewer = new Viewer(caller, socket);
    this.viewers.set(socket.id, viewer);
    if (!viewer.isStaff) return;
    for (const each of this.news.standing()) viewer.tell(each);
    this.flushSoon();
  }

  handleDisconnect(socket: Socket): void {
    this.viewers.delete(socket.id);
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    if (this.timer) clearTimeout(this.timer);
  }

  private async admit(socket: Socket): Promise<void> {
    Object.assign(socket.data, await this.admission.admit(socket));
  }

  private show(messages: readonly Message[]): void {
    if (this.viewers.size === 0) return;
    for (const message of messages) {
      const update = toUpdate(message, this.queue);
      for (const viewer of this.viewers.values()) {
        if (viewer.principal === null) viewer.show(maskedUpdate(update));
        else if (viewer.isStaff || viewer.principal.userId === message.userId) viewer.show(update);
      }
    }
    this.flushSoon();
  }

  private tellStaff(news: News): void {
    for (const viewer of this.viewers.values()) if (viewer.isStaff) viewer.tell(news);
    this.flushSoon();
  }

  private flushSoon(): void {
    this.timer ??= setTimeout(() => this.flush(), 1000 / LIVE_FLUSHES_PER_SECOND);
  }

  private flush(): void {
    this.timer = null;
    const now = performance.now();
    let more = false;
    for (const viewer of this.viewers.values()) {
      if (viewer.isWaiting) viewer.flush(now);
      more ||= viewer.isWaiting;
    }
    if (more) this.flushSoon();
  }

  private end(ending: AccessEnding): void {
    for (const { socket, principal } of this.viewers.values()) {
      if (principal && isEndedBy(principal, ending)) socket.disconnect(true);
    }
  }
}

/** The longest that a timer waits. */
const LONGEST_MS = 2 ** 31 - 1;

/** Closes a socket when the token or the key that it showed ends. */
function endAt(at: number, socket: Socket): void {
  const left = at - Date.now();
  // A key that ends later than that is looked at again when its client connects anew.
  const timer = setTimeout(() => socket.disconnect(true), Math.min(left, LONGEST_MS)).unref();
  socket.once('disconnect', () => clearTimeout(timer));
}
