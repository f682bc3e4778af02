import { NewWorker } from '@signalbox/contracts/workers';
import { describe, expect, it } from 'vitest';
import { environmentOf, workerOf } from './worker-environment';

describe('what a worker is started with', () => {
  const credentials = {
    id: 'rack-2',
    label: null,
    username: 'worker.rack-2',
    password: 'secret',
    mqtt_url: 'mqtts://sms.example.org:8883',
    topics: { read: [], write: [] },
  };

  it('is its name, the broker, and its user and password there', () => {
    expect(environmentOf(credentials).split('\n')).toEqual([
      'WORKER_ID=rack-2',
      'MQTT_URL=mqtts://sms.example.org:8883',
      'MQTT_USERNAME=worker.rack-2',
      'MQTT_PASSWORD=secret',
    ]);
  });

  it('leaves the host to be put in where the server does not know it', () => {
    expect(environmentOf({ ...credentials, mqtt_url: null })).toContain('MQTT_URL=mqtts://HOST:8883');
  });
});

describe('the form of a worker', () => {
  it('makes what the contracts take, with and without a name', () => {
    expect(NewWorker.parse(workerOf({ id: ' rack-2 ', label: ' Second rack ' }))).toEqual({
      id: 'rack-2',
      label: 'Second rack',
    });
    expect(NewWorker.parse(workerOf({ id: ' ', label: '' }))).toEqual({ label: null });
  });
});
