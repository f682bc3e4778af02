import { Injectable, effect, inject, signal, untracked } from '@angular/core';
import type { LIVE_EVENTS, MqttStatus, SmsStatusUpdate, SmsStatusUpdates } from '@signalbox/contracts/live';
import { Subject } from 'rxjs';
import { coalesce } from './live-updates';
import { OPEN_LIVE, type LiveConnection } from './live-connection';
import { SessionStore } from './session';

// The types only: the contract's own constant would bring the whole schema library into the first bundle.
const SMS_STATUS: typeof LIVE_EVENTS.smsStatus = 'sms_status_update';
const MQTT_STATUS: typeof LIVE_EVENTS.mqttStatus = 'mqtt_status';

/** How long updates are gathered before the pages see them, in milliseconds. */
export const GATHER_MS = 100;

export type LinkState = 'online' | 'connecting' | 'offline' | 'unknown';

/** The live socket: open while somebody is signed in, and again by itself after it was cut. */
@Injectable({ providedIn: 'root' })
export class Live {
  private readonly session = inject(SessionStore);
  private readonly open = inject(OPEN_LIVE);
  private readonly batches = new Subject<SmsStatusUpdate[]>();
  private readonly workers = new Subject<MqttStatus>();
  private readonly returns = new Subject<void>();
  private gathered: SmsStatusUpdate[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly socket = signal<LinkState>('offline');
  /** The broker as last heard of; unknown until then. */
  readonly broker = signal<LinkState>('unknown');
  /** Changed messages, each once with its latest status, at most ten batches a second. */
  readonly updates = this.batches.asObservable();
  /** A worker came or went. */
  readonly mqtt = this.workers.asObservable();
  /** The socket is back after a cut: what happened meanwhile has to be read again. */
  readonly resumed = this.returns.asObservable();

  constructor() {
    effect((onCleanup) => {
      const token = this.session.token();
      if (token === null) return;
      const opening = untracked(() => this.connect(token));
      onCleanup(() => {
        void opening.then((connection) => connection.disconnect());
        this.socket.set('offline');
        this.broker.set('unknown');
      });
    });
  }

  private async connect(token: string): Promise<LiveConnection> {
    this.socket.set('connecting');
    const connection = await this.open(() => ({ token, batch: true }));
    let connectedBefore = false;
    connection.on('connect', () => {
      this.socket.set('online');
      if (connectedBefore) this.returns.next();
      connectedBefore = true;
    });
    connection.on('disconnect', () => this.socket.set('connecting'));
    connection.on('connect_error', () => this.socket.set('offline'));
    connection.on(SMS_STATUS, (payload) => this.gather(updatesOf(payload)));
    connection.on(MQTT_STATUS, (payload) => this.take(payload as MqttStatus));
    return connection;
  }

  private gather(updates: readonly SmsStatusUpdate[]): void {
    this.gathered.push(...updates);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const batch = coalesce(this.gathered);
      this.gathered = [];
      if (batch.length > 0) this.batches.next(batch);
    }, GATHER_MS);
  }

  private take(status: MqttStatus): void {
    // Only a broker that runs can tell that a worker came.
    if (status.worker === null) this.broker.set(status.status);
    else if (status.status === 'online') this.broker.set('online');
    this.workers.next(status);
  }
}

const updatesOf = (payload: unknown): readonly SmsStatusUpdate[] => {
  const batch = payload as SmsStatusUpdates | SmsStatusUpdate;
  return 'updates' in batch ? batch.updates : [batch];
};
