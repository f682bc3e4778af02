import { describe, expect, it } from '@jest/globals';
import type { AtChannel } from './at-channel.js';
import { isRegistered, readOperator, readRegistration, readSignal, registrationTrouble } from './network.js';

const lineOf = (answers: Record<string, string>) =>
  ({
    attempt: (command: string, { answer }: { answer: RegExp }) =>
      Promise.resolve([answers[command] ?? ''].filter((line) => answer.test(line))),
  }) as unknown as AtChannel;

describe('what a modem has of the network', () => {
  it.each([
    [{ 'AT+CREG?': '+CREG: 1,1' }, 'home'],
    [{ 'AT+CREG?': '+CREG: 2,5,"00C3","0001F4A2",7' }, 'roaming'],
    [{ 'AT+CREG?': '+CREG: 0,2' }, 'searching'],
    [{ 'AT+CREG?': '+CREG: 0,3' }, 'denied'],
    [{ 'AT+CREG?': '+CREG: 0,0', 'AT+CEREG?': '+CEREG: 0,1' }, 'home'],
    [{ 'AT+CREG?': '+CREG: 0,6' }, 'home'],
    [{}, null],
  ])('%j is %s', async (answers, expected) => {
    const registration = await readRegistration(lineOf(answers));
    expect(registration).toBe(expected);
    expect(registrationTrouble(registration) === null).toBe(isRegistered(registration));
  });

  it('reads the signal, which may be unknown', async () => {
    expect(await readSignal(lineOf({ 'AT+CSQ': '+CSQ: 17,99' }))).toBe(17);
    expect(await readSignal(lineOf({ 'AT+CSQ': '+CSQ: 99,99' }))).toBeNull();
  });

  it('reads the operator, if there is one', async () => {
    expect(await readOperator(lineOf({ 'AT+COPS?': '+COPS: 0,0,"Safaricom",7' }), 1)).toBe('Safaricom');
    expect(await readOperator(lineOf({ 'AT+COPS?': '+COPS: 0' }), 1)).toBeNull();
  });
});
