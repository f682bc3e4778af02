import type { PublishOptions } from './mqtt-link.js';

/** What a feature sends packets with; the strategy is one, so that sender and receiver share a connection. */
export abstract class MqttPublisher {
  /** Whether the broker is reachable right now. */
  abstract readonly connected: boolean;
  /** The same, but for the moments of a connection that was let go on purpose and is made anew: that is no fault of the broker. */
  abstract readonly reachable: boolean;

  /**
   * `packet` is an object, or text that is JSON already. Resolves when the broker has the packet, QoS 1; rejects with
   * `LinkDown` when it cannot be known to have it.
   */
  abstract publish(topic: string, packet: object | string, options?: PublishOptions): Promise<void>;
}
