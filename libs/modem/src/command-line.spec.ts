import { describe, expect, it } from '@jest/globals';
import { type AtCommand, parseCommandLine } from './command-line.js';

const set = (name: string, ...args: string[]): AtCommand => ({ name, form: 'set', args });
const bare = (name: string, form: AtCommand['form'] = 'execute'): AtCommand => ({ name, form, args: [] });

describe('a command line', () => {
  it.each<[string, AtCommand[]]>([
    ['AT', [bare('')]],
    ['at+csq', [bare('+CSQ')]],
    ['ATE0', [set('E', '0')]],
    ['ATE0V1Q0', [set('E', '0'), set('V', '1'), set('Q', '0')]],
    ['AT&F', [bare('&F')]],
    ['ATS7=45S0=0', [set('S7', '45'), set('S0', '0')]],
    ['ATZ;+CMEE=1', [bare('Z'), set('+CMEE', '1')]],
    ['ATE0+CMEE=1', [set('E', '0'), set('+CMEE', '1')]],
    ['AT+CPIN?', [bare('+CPIN', 'read')]],
    ['AT+CPMS=?', [bare('+CPMS', 'test')]],
    ['AT^ICCID?', [bare('^ICCID', 'read')]],
    ['AT+CNMI=2,1,,1', [set('+CNMI', '2', '1', '', '1')]],
    ['AT+CNMI=,,,1', [set('+CNMI', '', '', '', '1')]],
    ['AT+CPMS="ME","SM",', [set('+CPMS', 'ME', 'SM', '')]],
    ['AT+CUSD=1,"*144*1;2,3#",15', [set('+CUSD', '1', '*144*1;2,3#', '15')]],
    ['AT+CGMI;+CGMM; +CGSN', [bare('+CGMI'), bare('+CGMM'), bare('+CGSN')]],
    ['AT+CMGS=', [set('+CMGS', '')]],
    ['AT+CPIN="unclosed', [set('+CPIN', 'unclosed')]],
  ])('%j is taken apart', (line, commands) => {
    expect(parseCommandLine(line)).toEqual(commands);
  });

  it.each(['', 'hello', 'A', 'AT*', 'AT+', 'AT,1', 'AT\x80\x90'])('%j is none', (line) => {
    expect(parseCommandLine(line)).toBeNull();
  });
});
