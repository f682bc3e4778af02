import type { ServerResponse } from 'node:http';
import { type Got, HttpProvider, json } from './http-provider.js';

interface Taken {
  id: string;
  message: string;
  phoneNumbers: string[];
  [more: string]: unknown;
}

/** Speaks the local API of the app SMS Gateway for Android. */
export class AndroidPhone extends HttpProvider {
  readonly taken: Taken[] = [];
  /** What it says of each message, by id. */
  readonly states = new Map<string, { state: string; error: string | null }>();
  password = 'word';
  health = 'pass';

  constructor() {
    super((got, response) => this.answer(got, response));
  }

  private answer(got: Got, response: ServerResponse): void {
    const say = (value: unknown, status = 200) => json(value, status)(got, response);
    if (got.url === '/health') {
      const checks = { 'battery:level': { observedValue: 80, status: 'pass' } };
      return say({ status: this.health, checks }, this.health === 'fail' ? 500 : 200);
    }
    const expected = `Basic ${Buffer.from(`sms:${this.password}`).toString('base64')}`;
    if (got.headers.authorization !== expected) return say({}, 401);
    if (got.method === 'GET') {
      const id = decodeURIComponent(got.url.split('/')[2] ?? '');
      return this.states.has(id) ? say(this.viewOf(id)) : say({}, 404);
    }
    const message = JSON.parse(got.body) as Taken;
    if (this.states.has(message.id)) return say({ message: 'a message with this id is there' }, 409);
    this.taken.push(message);
    this.states.set(message.id, { state: 'Pending', error: null });
    say(this.viewOf(message.id), 202);
  }

  private viewOf(id: string) {
    const { state, error } = this.states.get(id) ?? { state: 'Pending', error: null };
    return { id, state, isHashed: false, recipients: [{ phoneNumber: '+254712345678', state, error }], states: {} };
  }
}
