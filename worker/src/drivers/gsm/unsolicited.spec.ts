import { describe, expect, it } from '@jest/globals';
import { announcedLength, isOpenUssd, isPduOf, unsolicitedOf } from './unsolicited.js';

describe('what a modem says unasked', () => {
  it.each([
    ['+CMTI: "ME",12', { type: 'stored', memory: 'ME' }],
    ['+CDSI: "SR",1', { type: 'stored', memory: 'SR' }],
    ['^SMMEMFULL: "SM"', { type: 'stored', memory: 'SM' }],
    ['+QIND: "smsfull","ME"', { type: 'stored', memory: 'ME' }],
    ['+CUSD: 0,"Hi",15', { type: 'ussd', mode: 0, text: 'Hi', dcs: 15 }],
    ['+CUSD: 2', { type: 'ussd', mode: 2, text: null, dcs: null }],
    ['+CREG: 5', { type: 'registration', stat: 5 }],
    ['+CREG: 1,"00C3","0001F4A2",7', { type: 'registration', stat: 1 }],
    ['RDY', { type: 'restarted' }],
    ['+CPIN: NOT READY', { type: 'sim' }],
    ['^SIMST: 255', { type: 'sim' }],
  ])('%s', (line, expected) => {
    expect(unsolicitedOf(line)).toEqual(expected);
  });

  it.each(['RING', '^BOOT:20381949,0,0,0,75', '+QIND: "csq",20,99', '+CREG: 1,5', 'noise'])('%s is nothing', (line) => {
    expect(unsolicitedOf(line)).toBeNull();
  });

  it('announces a PDU by its length', () => {
    expect(announcedLength('+CMT: ,24')).toBe(24);
    expect(announcedLength('+CMT: "Anna, Bob",24')).toBe(24);
    expect(announcedLength('+CDS: 25')).toBe(25);
    expect(announcedLength('+CMTI: "ME",24')).toBeNull();
    expect(isPduOf('00' + '11'.repeat(24), 24)).toBe(true);
    expect(isPduOf('0291FF' + '11'.repeat(24), 24)).toBe(true);
    expect(isPduOf('00' + '11'.repeat(23), 24)).toBe(false);
    expect(isPduOf('0G' + '11'.repeat(24), 24)).toBe(false);
  });

  it('begins a USSD answer of several lines', () => {
    expect(isOpenUssd('+CUSD: 1,"1. Balance')).toBe(true);
    expect(isOpenUssd('+CUSD: 1,"1. Balance",15')).toBe(false);
  });
});
