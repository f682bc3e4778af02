import type { FieldError } from '@signalbox/contracts/messages';

/**
 * What services throw. One filter turns it into an answer: a problem document over HTTP, an error event over WebSocket.
 * `status` is the HTTP status, `errors` name the fields that were wrong.
 */
export class DomainError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly errors: FieldError[] = [],
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
  }
}

/** 400: a field is wrong in itself. */
export class Invalid extends DomainError {
  constructor(errors: FieldError[], detail = 'The request has wrong fields.') {
    super(400, 'Bad Request', detail, errors);
  }
  static field(field: string, message: string): Invalid {
    return new Invalid([{ field, message }]);
  }
}

/** 401: nobody signed in, or not any more. */
export class Unauthenticated extends DomainError {
  constructor(detail = 'Sign in, or send a valid API key.') {
    super(401, 'Unauthorized', detail);
  }
}

/** 403: signed in, but the role is too low. */
export class Forbidden extends DomainError {
  constructor(detail: string) {
    super(403, 'Forbidden', detail);
  }
}

/** 404: not there, or not the caller's to see, which looks the same from outside. */
export class NotFound extends DomainError {
  constructor(kind: string, id: string | number) {
    super(404, 'Not Found', `There is no ${kind} ${id}.`);
  }
}

/** 409: right in itself, but not in the state things are in. */
export class Conflict extends DomainError {
  constructor(detail: string, errors: FieldError[] = []) {
    super(409, 'Conflict', detail, errors);
  }
}

/** 422: understood and well-formed, yet contradicting an earlier request. */
export class Unprocessable extends DomainError {
  constructor(detail: string, errors: FieldError[] = []) {
    super(422, 'Unprocessable Content', detail, errors);
  }
}

/** 429: too often; `retryAfterSeconds` goes into Retry-After. */
export class TooMany extends DomainError {
  constructor(detail: string, retryAfterSeconds: number) {
    super(429, 'Too Many Requests', detail, [], Math.max(1, Math.ceil(retryAfterSeconds)));
  }
}

/** 503: what the request needs does not answer right now; `retryAfterSeconds` goes into Retry-After. */
export class Unavailable extends DomainError {
  /** The log says it in one line, once in a while. */
  readonly foreseen = true;

  constructor(detail: string, retryAfterSeconds = 2) {
    super(503, 'Service Unavailable', detail, [], retryAfterSeconds);
  }
}
