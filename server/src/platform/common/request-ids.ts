import { randomBytes } from 'node:crypto';

/** Ids for requests, in logs and answers: unique over restarts by their random part, in order by their count. */
export function requestIds(): () => string {
  const start = randomBytes(6).toString('hex');
  let count = 0;
  return () => `${start}-${(++count).toString(36)}`;
}
