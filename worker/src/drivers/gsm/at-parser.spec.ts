import { beforeEach, describe, expect, it } from '@jest/globals';
import { AtParser } from './at-parser.js';

describe('what a modem says', () => {
  let said: string[];
  let parser: AtParser;
  beforeEach(() => {
    said = [];
    parser = new AtParser({ line: (text) => said.push(text), prompt: () => said.push('PROMPT') });
  });

  it('is taken apart into lines, whatever ends them', () => {
    parser.push('\r\n+CSQ: 20,99\r\n\r\nOK\r\nRING\n');
    expect(said).toEqual(['+CSQ: 20,99', 'OK', 'RING']);
  });

  it('may come byte by byte', () => {
    parser.expectPrompt(true);
    for (const byte of '\r\n+CMTI: "ME",3\r\n\r\n> ') parser.push(byte);
    expect(said).toEqual(['+CMTI: "ME",3', 'PROMPT']);
  });

  it('has a prompt only while one is expected', () => {
    parser.push('\r\n> ');
    expect(said).toEqual([]);
    parser.push('\r\n');
    parser.expectPrompt(true);
    parser.push('\r\n> ');
    expect(said).toEqual(['>', 'PROMPT']);
  });

  it('has its prompt behind noise, and not within a text that is cut there', () => {
    parser.expectPrompt(true);
    parser.push('\x81#\xfe> ');
    expect(said).toEqual(['PROMPT']);
    parser.expectPrompt(true);
    parser.push('+CUSD: 0,"a > ');
    parser.push('b",15\r\n');
    expect(said).toEqual(['PROMPT', '+CUSD: 0,"a > b",15']);
  });

  it('loses its control characters, and noise without end is dropped', () => {
    parser.push('\0\0O\x01K\r\n');
    for (let i = 0; i < 100; i += 1) parser.push('~'.repeat(100));
    parser.push('\r\nOK\r\n');
    expect(said[0]).toBe('OK');
    expect(said.at(-1)).toBe('OK');
    expect(said.join('').length).toBeLessThan(9000);
  });
});
