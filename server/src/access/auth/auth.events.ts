import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { AccessEnding, Admission } from './admission.js';

export type AuthAction =
  | 'sign_in'
  | 'sign_out'
  | 'sessions_ended'
  | 'password_changed'
  | 'second_factor'
  | 'user_registered'
  | 'user_created'
  | 'user_changed'
  | 'user_deleted'
  | 'api_key_created'
  | 'api_key_revoked';

/** A line for the system log. Details hold no secret. */
export interface AuthLog {
  action: AuthAction;
  details: string;
  status: 'success' | 'failed';
  /** Who did it; null where that is unknown. */
  userId: number | null;
  /** The address that it was asked from; null where nobody asked over the network. */
  address: string | null;
}

/** What others may want to know of sign-ins, users and keys; each is told after its commit. */
@Injectable()
export class AuthEvents {
  /** A user was changed or deleted: what is remembered of it is out of date. */
  readonly userChanged = new Subject<number>();
  /** May be told twice, and of what ended a while ago: `isEndedBy` says whom it means. */
  readonly accessEnded = new Subject<AccessEnding>();
  readonly logged = new Subject<AuthLog>();
}

/** Whether somebody who was let in must go. */
export function isEndedBy(admission: Admission, ending: AccessEnding): boolean {
  if (admission.userId !== ending.userId) return false;
  if (ending.apiKeyId !== null) return admission.apiKeyId === ending.apiKeyId;
  if (ending.tokenId !== null) return admission.token?.id === ending.tokenId;
  return ending.sessionEpoch !== null && admission.sessionEpoch < ending.sessionEpoch;
}
