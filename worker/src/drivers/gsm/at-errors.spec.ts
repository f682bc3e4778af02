import { describe, expect, it } from '@jest/globals';
import { atErrorOf, AtTimeout } from './at-errors.js';

describe('an error of a modem', () => {
  it.each([
    ['+CMS ERROR: 1', 'permanent'],
    ['+CMS ERROR: 38', 'temporary'],
    ['+CMS ERROR: 42', 'temporary'],
    ['+CMS ERROR: 331', 'temporary'],
    ['+CMS ERROR: 332', 'unknown'],
    ['+CMS ERROR: 304', 'permanent'],
    ['+CMS ERROR: 310', 'sim'],
    ['+CMS ERROR: 160', 'permanent'],
    ['+CMS ERROR: 500', 'temporary'],
    ['+CMS ERROR: 9999', 'temporary'],
    ['+CMS ERROR: SIM not inserted', 'temporary'],
    ['+CME ERROR: 12', 'sim'],
    ['+CME ERROR: 14', 'temporary'],
    ['ERROR', 'temporary'],
    ['COMMAND NOT SUPPORT', 'temporary'],
  ])('%s is %s', (line, failure) => {
    expect(atErrorOf(line)?.failure).toBe(failure);
  });

  it('has words and its number', () => {
    expect(atErrorOf('+CMS ERROR: 42')?.message).toBe('congestion (+CMS ERROR 42)');
  });

  it('is no other line', () => {
    for (const line of ['OK', '+CMGS: 1', 'ERRORS', '+CMTI: "ME",1']) expect(atErrorOf(line)).toBeNull();
  });

  it('never shows a parameter', () => {
    expect(new AtTimeout('AT+CPIN="1234"').message).toBe('no answer to AT+CPIN');
    expect(new AtTimeout('AT^CPIN?').message).toBe('no answer to AT^CPIN');
  });
});
