import { describe, expect, it } from '@jest/globals';
import { announcedLength, isOpenUssd, isPduOf, unsolicitedOf } from './unsolicited.js';

describe('what a modem says unasked', () => {
  it.each([
    ['+CMTI: "ME",12', { type: 'stored', memory: 'ME' }],
    ['+CDSI: "SR",1', { type: 'stored', memory: 'SR' }],
    ['^SMMEMFULL: "SM"', { type: 'stored', memory: 'SM' }],
    ['+QIND: "smsfull","ME"', { type: 'stored', memory: 'ME' }],
    ['*SMSFULL', { type: 'stored', memory: '' }],
    ['+CIEV: "smsfull",1', { type: 'stored', memory: '' }],
    ['+CIEV: smsfull', { type: 'stored', memory: '' }],
    ['+ZMTI: "SM",3', { type: 'stored', memory: 'SM' }],
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

  it.each(['RING', '^BOOT:20381949,0,0,0,75', '+QIND: "csq",20,99', '+CREG: 1,5', '+CIEV: "signal",3', 'noise'])(
    '%s is nothing',
    (line) => {
      expect(unsolicitedOf(line)).toBeNull();
    },
  );

  it('announces a PDU by its length', () => {
    expect(announcedLength('+CMT: ,24')).toBe(24);
    expect(announcedLength('+CMT: "Anna, Bob",24')).toBe(24);
    expect(announcedLength('+CDS: 25')).toBe(25);
    expect(announcedLength('+CMTI: "ME",24')).toBeNull();
  });

  it('shows a PDU of the length it announced, with the octets of the service centre or without', () => {
    for (const pdu of ['00' + '11'.repeat(24), '0291FF' + '11'.repeat(24), '11'.repeat(24)]) {
      expect(isPduOf(pdu, 24)).toBe(true);
    }
    for (const line of ['11'.repeat(23), '11'.repeat(25), '0G' + '11'.repeat(24)]) {
      expect(isPduOf(line, 24)).toBe(false);
    }
  });

  it('begins a USSD answer of several lines', () => {
    expect(isOpenUssd('+CUSD: 1,"1. Balance')).toBe(true);
    expect(isOpenUssd('+CUSD: 1,"1. Balance",15')).toBe(false);
  });
});
