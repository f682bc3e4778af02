import type { WebhookEvent } from './webhook-event.js';

export interface SimState {
  channelId: number;
  online: boolean;
  at: number;
}

/** Whether SIM cards were told to be online. */
export abstract class SimStateRepository {
  /** Keeps a state, with the event that tells of it, unless that is the state already. @returns whether it is new */
  abstract tell(state: SimState, event: WebhookEvent): Promise<boolean>;
}
