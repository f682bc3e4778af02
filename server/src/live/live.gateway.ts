import type { OnModuleDestroy } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import { LIVE_EVENTS, LIVE_PACKETS_PER_SECOND, LiveHandshake } from '@signalbox/contracts/live';
import type { Subscription } from 'rxjs';
import type { Server, Socket } from 'socket.io';
import { AuthEvents } from '../auth/auth.events.js';
import { AuthService } from '../auth/auth.service.js';
import { credentialsOf } from '../common/credentials.js';
import { type Principal, isStaff } from '../common/principal.js';
import { ChannelsService } from '../sim-cards/channels.service.js';
import type { Message } from '../sms/message.js';
import { SmsEvents } from '../sms/sms.events.js';
import { StaffNews } from './staff-news.js';
import { toUpdate } from './update.js';
import { UpdateBuffer } from './update-buffer.js';

interface Viewer {
  socket: Socket;
  principal: Principal;
  buffer: UpdateBuffer;
}

/**
 * The live events over Socket.IO. A socket shows a token or an API key at its handshake, and sees what its user may
 * see: staff everything, others their own messages. Updates of one message that come quickly are shown as one.
 */
@WebSocketGateway()
export class LiveGateway implements OnGatewayInit<Server>, OnGatewayConnection, OnGatewayDisconnect, OnModuleDestroy {
  private readonly viewers = new Map<string, Viewer>();
  private readonly subscriptions: Subscription[];
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly auth: AuthService,
    authEvents: AuthEvents,
    sms: SmsEvents,
    private readonly channels: ChannelsService,
    news: StaffNews,
  ) {
    this.subscriptions = [
      sms.changed.subscribe((messages) => this.show(messages)),
      authEvents.accessEnded.subscribe(({ userId, apiKeyId }) => this.end(userId, apiKeyId)),
      news.all.subscribe(({ event, body }) => this.emitToStaff(event, body)),
    ];
  }

  /** A socket without valid credentials is refused at its handshake, with `unauthorized` as the error's message. */
  afterInit(server: Server): void {
    server.use((socket: Socket, next: (error?: Error) => void) => {
      this.admit(socket).then(
        () => next(),
        () => next(new Error('unauthorized')),
      );
    });
  }

  handleConnection(socket: Socket): void {
    const { principal, batch } = socket.data as { principal: Principal; batch: boolean };
    this.viewers.set(socket.id, { socket, principal, buffer: new UpdateBuffer(batch) });
  }

  handleDisconnect(socket: Socket): void {
    this.viewers.delete(socket.id);
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    if (this.timer) clearTimeout(this.timer);
  }

  private async admit(socket: Socket): Promise<void> {
    const { token, api_key, batch = false } = LiveHandshake.parse(socket.handshake.auth);
    // The gateway's old clients send their key or token as headers.
    const sent = credentialsOf(socket.handshake.headers);
    const principal = await this.auth.authenticate({ token: token ?? sent.token, apiKey: api_key ?? sent.apiKey });
    Object.assign(socket.data, { principal, batch });
  }

  private show(messages: readonly Message[]): void {
    if (this.viewers.size === 0) return;
    const kindOf = (id: number) => this.channels.kindOf(id);
    for (const message of messages) {
      const update = toUpdate(message, kindOf);
      for (const { principal, buffer } of this.viewers.values()) {
        if (isStaff(principal.role) || principal.userId === message.userId) buffer.add(update);
      }
    }
    this.timer ??= setTimeout(() => this.flush(), 1000 / LIVE_PACKETS_PER_SECOND);
  }

  private flush(): void {
    this.timer = null;
    let more = false;
    for (const { socket, buffer } of this.viewers.values()) {
      const packet = buffer.next();
      if (packet !== null) socket.emit(LIVE_EVENTS.smsStatus, packet);
      more ||= !buffer.isEmpty;
    }
    if (more) this.timer = setTimeout(() => this.flush(), 1000 / LIVE_PACKETS_PER_SECOND);
  }

  private emitToStaff(event: string, body: object): void {
    for (const { socket, principal } of this.viewers.values()) {
      if (isStaff(principal.role)) socket.emit(event, body);
    }
  }

  private end(userId: number, apiKeyId: number | null): void {
    for (const { socket, principal } of this.viewers.values()) {
      const affected = principal.userId === userId && (apiKeyId === null || principal.apiKeyId === apiKeyId);
      if (affected) socket.disconnect(true);
    }
  }
}
