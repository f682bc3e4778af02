import { type Duplex, duplexPair } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Job } from '@signalbox/contracts/bus';
import type { DriverEvent } from '../driver.js';
import { AtChannel } from './at-channel.js';
import { AtTimeout, LineClosed } from './at-errors.js';
import { Sender } from './sender.js';

const JOB: Job = {
  id: '0190d3a0-0000-7000-8000-000000000001',
  attempt: 1,
  channel: '89254020000000000018',
  to: '+254712345678',
  text: 'Hello',
  encoding: 'gsm7',
  segments: 1,
  expires_at: null,
};

describe('the sender', () => {
  let modem: Duplex;
  let at: AtChannel;
  let sender: Sender;
  let said: string[];
  let answer: (typed: string) => void;
  let claim: () => boolean;

  beforeEach(() => {
    const [ours, theirs] = duplexPair();
    modem = theirs;
    said = [];
    claim = () => said.push('claimed') > 0;
    modem.on('data', (data) => answer(String(data)));
    at = new AtChannel(ours, { commandMs: 300, promptMs: 800, unsolicited: () => undefined, closed: () => undefined });
    const wordsOf = (event: DriverEvent) => {
      const detail = 'reason' in event ? `: ${event.reason}` : event.type === 'sent' ? ` ${event.ref}` : '';
      return `${event.type}${'temporary' in event && event.temporary ? ' for now' : ''}${'returned' in event ? ' returned' : ''}${detail}`;
    };
    sender = new Sender(
      at,
      {
        reports: { sent: () => [] },
        settings: {},
        nextReference: () => 1,
        putBack: () => said.push('put back'),
        claim: () => claim(),
        tell: (events) => said.push(...events.map(wordsOf)),
        stalled: (isStalled) => void (isStalled && said.push('stalled')),
      },
      { submitMs: 800, stallMs: 400, commandMs: 50 },
      () => undefined,
    );
  });
  afterEach(() => at.close());

  const say = (...lines: string[]) => modem.write(lines.map((line) => `\r\n${line}\r\n`).join(''));
  /** A modem that prompts, and answers a PDU by the next of these. */
  const answers = (...lines: string[][]) => {
    answer = (typed) => {
      if (typed.startsWith('AT+CMGS')) modem.write('\r\n> ');
      else if (typed.endsWith('\x1a')) say(...(lines.shift() ?? []));
    };
  };

  it('claims a message at the prompt, and tells its references', async () => {
    answers(['+CMGS: 17', 'OK']);
    await sender.send(JOB);
    expect(said).toEqual(['claimed', 'sent 17']);
  });

  it('claims a long message once', async () => {
    answers(['+CMGS: 17', 'OK'], ['+CMGS: 18', 'OK']);
    await sender.send({ ...JOB, text: 'x'.repeat(200) });
    expect(said).toEqual(['claimed', 'sent 17 18']);
  });

  it('has no reference to tell when the modem said none', async () => {
    answers(['OK']);
    await sender.send(JOB);
    expect(said).toEqual(['claimed', 'sent null']);
  });

  it('has not sent what was refused before the prompt', async () => {
    answer = () => say('+CMS ERROR: 331');
    await sender.send(JOB);
    expect(said).toEqual(['failed for now: no network service (+CMS ERROR 331)']);
  });

  it('puts back what never had a prompt', async () => {
    answer = () => undefined;
    await expect(sender.send(JOB)).rejects.toBeInstanceOf(AtTimeout);
    expect(said).toEqual(['stalled', 'put back']);
  });

  it('cannot say of what was typed and not answered', async () => {
    answers([]);
    await expect(sender.send(JOB)).rejects.toBeInstanceOf(AtTimeout);
    expect(said).toEqual(['claimed', 'stalled', 'uncertain: no answer to AT+CMGS']);
  });

  it('cannot say when the line goes behind the text', async () => {
    answer = (typed) => (typed.endsWith('\x1a') ? modem.destroy() : void modem.write('\r\n> '));
    await expect(sender.send(JOB)).rejects.toBeInstanceOf(LineClosed);
    expect(said).toEqual(['claimed', 'uncertain: the line to the modem closed']);
  });

  it('never sends a part of a message again that may be out', async () => {
    answers(['+CMGS: 17', 'OK'], ['+CMS ERROR: 42'], ['+CMS ERROR: 42'], ['+CMS ERROR: 42']);
    await sender.send({ ...JOB, text: 'x'.repeat(200) });
    expect(said.filter((line) => line !== 'stalled')).toEqual([
      'claimed',
      'uncertain: part 2 of 2 did not leave: congestion (+CMS ERROR 42)',
    ]);
  });

  it('gives a message back when the SIM card fails', async () => {
    answers(['+CMS ERROR: 313']);
    await expect(sender.send(JOB)).rejects.toMatchObject({ failure: 'sim' });
    expect(said).toEqual(['claimed', 'failed for now returned: SIM failure (+CMS ERROR 313)']);
  });

  it('cancels a message that is too late at the prompt', async () => {
    claim = () => false;
    let typed = '';
    answer = (text) => {
      typed += text;
      if (text.startsWith('AT+CMGS')) modem.write('\r\n> ');
    };
    await sender.send({ ...JOB, expires_at: Date.now() });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(said).toEqual([]);
    expect(typed).toMatch(/^AT\+CMGS=\d+\r\x1b$/);
  });

  it('puts a message back that the journal cannot mark', async () => {
    claim = () => {
      throw new Error('disk full');
    };
    answers([]);
    await sender.send(JOB);
    expect(said).toEqual(['put back']);
  });
});
