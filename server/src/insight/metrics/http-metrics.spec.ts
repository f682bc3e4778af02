import { describe, expect, it } from '@jest/globals';
import { doorOf, statusClass } from './http-metrics.js';

describe('the label of a request', () => {
  it.each([
    ['/api/v1/messages/:id', 'v1'],
    ['/console/*', 'console'],
    ['/metrics', 'probe'],
    ['/health/ready', 'probe'],
    ['/api/sms', 'other'],
    ['/program/create', 'other'],
    [undefined, 'none'],
  ])('of %s is %s', (route, door) => {
    expect(doorOf(route)).toBe(door);
  });

  it.each([
    [200, '2xx'],
    [304, '3xx'],
    [404, '4xx'],
    [503, '5xx'],
  ])('of the status %i is %s', (status, expected) => {
    expect(statusClass(status)).toBe(expected);
  });
});
