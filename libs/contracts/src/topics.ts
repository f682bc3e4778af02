const ROOT = 'signalbox/v1';

/** A worker's own name, part of its topics: no wildcard, no slash. */
export const WORKER_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The topics of one worker; with `+` for the name, the filters that match every worker. */
export const topicsOf = (worker: string) => ({
  state: `${ROOT}/${worker}/state`,
  hello: `${ROOT}/${worker}/hello`,
  jobs: `${ROOT}/${worker}/jobs`,
  events: `${ROOT}/${worker}/events`,
  confirms: `${ROOT}/${worker}/confirms`,
  providers: `${ROOT}/${worker}/providers`,
  requests: `${ROOT}/${worker}/requests`,
  replies: `${ROOT}/${worker}/replies`,
});

/** What the servers subscribe to. */
export const ANY_WORKER = topicsOf('+');

/** The worker a topic belongs to. */
export const workerOf = (topic: string): string => topic.split('/')[2] ?? '';
