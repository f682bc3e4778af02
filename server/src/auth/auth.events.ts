import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** What was opened must be closed: by one API key, or, where `apiKeyId` is null, by anything of this user. */
export interface AccessEnded {
  userId: number;
  apiKeyId: number | null;
}

export type AuthAction =
  | 'sign_in'
  | 'user_registered'
  | 'user_created'
  | 'user_changed'
  | 'user_deleted'
  | 'api_key_created'
  | 'api_key_revoked';

/** A line for the system log; `userId` is who did it, null where that is unknown. Details hold no secret. */
export interface AuthLog {
  action: AuthAction;
  details: string;
  status: 'success' | 'failed';
  userId: number | null;
}

/** What others may want to know of sign-ins, users and keys; each is told after its commit. */
@Injectable()
export class AuthEvents {
  /** A user was changed or deleted: what is remembered of it is out of date. */
  readonly userChanged = new Subject<number>();
  readonly accessEnded = new Subject<AccessEnded>();
  readonly logged = new Subject<AuthLog>();
}
