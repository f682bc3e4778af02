import { expect, it } from '@jest/globals';
import { ENDED, GOING, LEAVING, RUN_STATUSES, isGoing } from './run-statuses.js';

it('knows which runs go on, and which leave something behind', () => {
  expect(RUN_STATUSES).toEqual(['running', 'paused', 'stopped', 'completed', 'failed']);
  expect(GOING).toEqual(['running', 'paused']);
  expect(ENDED).toEqual(['stopped', 'completed', 'failed']);
  expect(LEAVING).toEqual(['stopped', 'failed']);
  expect(RUN_STATUSES.filter((status) => isGoing({ status }))).toEqual(GOING);
});
