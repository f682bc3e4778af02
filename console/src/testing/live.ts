import type { SmsStatusUpdate } from '@signalbox/contracts/live';
import type { LiveConnection, LiveEvent, OpenLive } from '../app/core/live-connection';

/** A socket that a test plays the server of. */
export class FakeSocket implements LiveConnection {
  private readonly listeners = new Map<LiveEvent, (payload: unknown) => void>();
  disconnected = false;
  active = true;
  connects = 0;
  auth: unknown;

  readonly open: OpenLive = (auth) => {
    this.auth = auth();
    return Promise.resolve(this);
  };

  on(event: LiveEvent, listener: (payload: unknown) => void): void {
    this.listeners.set(event, listener);
  }

  connect(): void {
    this.connects++;
  }

  disconnect(): void {
    this.disconnected = true;
  }

  receive(event: LiveEvent, payload?: unknown): void {
    this.listeners.get(event)?.(payload);
  }
}

const START = Date.parse('2026-11-22T10:00:00.000Z');

/** A UUIDv7 of so many milliseconds after the tests' beginning of time. */
export const idAt = (milliseconds: number): string => {
  const hex = (START + milliseconds).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

/** The time in an id made by `idAt`. */
const timeOf = (id: string): string => new Date(parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString();

export const timeAt = (milliseconds: number): string => new Date(START + milliseconds).toISOString();

export const updateOf = (change: Partial<SmsStatusUpdate> = {}): SmsStatusUpdate => ({
  message_id: idAt(0),
  direction: 'outbound',
  sender_number: null,
  receiver_number: '+254712345678',
  message: 'hello',
  status: 'queued',
  sim_card_id: null,
  provider_id: null,
  reason: null,
  can_reply: false,
  created_at: change.message_id === undefined ? timeAt(0) : timeOf(change.message_id),
  timestamp: timeAt(0),
  ...change,
});
