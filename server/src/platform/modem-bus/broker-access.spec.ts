import { describe, expect, it } from '@jest/globals';
import { accessList, mayRead, mayWrite, passwordFile } from './broker-access.js';

describe('what users of the broker may', () => {
  const topics = ['hello', 'jobs', 'confirms', 'providers', 'requests', 'state', 'events', 'replies'];
  const own = (may: typeof mayRead) => topics.filter((topic) => may('worker.w1', `signalbox/v1/w1/${topic}`));

  it('a worker hears what is for it and says what is its own to say, each in one direction', () => {
    expect(own(mayRead)).toEqual(['hello', 'jobs', 'confirms', 'providers', 'requests']);
    expect(own(mayWrite)).toEqual(['state', 'events', 'replies']);
  });

  it.each([
    'signalbox/v1/w2/jobs',
    'signalbox/v1/w2/state',
    'signalbox/v1/+/jobs',
    'signalbox/v1/w1/+',
    'signalbox/v1/w1/jobs/more',
    'signalbox/v1/w1',
    'signalbox/v1/live',
    '$share/all/signalbox/v1/w1/jobs',
    '$SYS/#',
    '#',
    '',
  ])('a worker may neither read nor write %j', (topic) => {
    expect([mayRead('worker.w1', topic), mayWrite('worker.w1', topic)]).toEqual([false, false]);
  });

  it.each(['', 'worker.', 'worker', 'worker.a/b', 'worker.+', 'Server', 'nobody'])(
    'the user %j may nothing',
    (user) => {
      for (const topic of topics) {
        for (const worker of ['', 'w1', '+', 'nobody']) {
          expect(mayRead(user, `signalbox/v1/${worker}/${topic}`)).toBe(false);
          expect(mayWrite(user, `signalbox/v1/${worker}/${topic}`)).toBe(false);
        }
      }
    },
  );

  it('the server may everything', () => {
    expect([mayRead('server', 'signalbox/v1/+/events'), mayWrite('server', 'signalbox/v1/w1/jobs')]).toEqual([
      true,
      true,
    ]);
  });
});

describe('the files for Mosquitto', () => {
  it('say the same in its words', () => {
    expect(accessList('boss', ['w1']).split('\n').slice(1)).toEqual([
      'user boss',
      'topic readwrite signalbox/v1/#',
      '',
      'user worker.w1',
      'topic read signalbox/v1/w1/hello',
      'topic read signalbox/v1/w1/jobs',
      'topic read signalbox/v1/w1/confirms',
      'topic read signalbox/v1/w1/providers',
      'topic read signalbox/v1/w1/requests',
      'topic write signalbox/v1/w1/state',
      'topic write signalbox/v1/w1/events',
      'topic write signalbox/v1/w1/replies',
      '',
    ]);
  });

  it('have a user a line, with its hash', () => {
    expect(
      passwordFile([
        ['boss', '$7$1$a$b'],
        ['worker.w1', '$7$1$c$d'],
      ]),
    ).toBe('boss:$7$1$a$b\nworker.w1:$7$1$c$d\n');
  });
});
