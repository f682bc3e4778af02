import { describe, expect, it } from '@jest/globals';
import { encodeStatusReport, type StatusReport } from '@signalbox/codec/pdu-status-report';
import type { EncodedPdu } from '@signalbox/codec/pdu-octets';
import { encodeDelivers } from '@signalbox/codec/pdu-deliver';
import type { AtChannel } from './at-channel.js';
import { Inbox, storedIn } from './inbox.js';

const sentAt = { at: 1_800_000_000_000, offsetMinutes: 180 };
const [hello] = encodeDelivers({ from: '+254711111111', text: 'Habari', sentAt, reference: 1 });
const PDU = hello?.pdu ?? '';

describe('what an AT+CMGL answer lists', () => {
  it('is index and PDU, drafts left out', () => {
    expect(storedIn(['+CMGL: 0,0,,23', 'AA', '+CMGL: 3,1,"x",23', 'BB', '+CMGL: 4,2,,9', 'CC'])).toEqual([
      { index: 0, pdu: 'AA' },
      { index: 3, pdu: 'BB' },
    ]);
  });

  it('may lack a PDU', () => {
    expect(storedIn(['+CMGL: 0,0,,23', '+CMGL: 1,0,,23', 'AA', 'FF', '+CMGL: 2,0,,23'])).toEqual([
      { index: 0, pdu: '' },
      { index: 1, pdu: 'AA' },
      { index: 2, pdu: '' },
    ]);
  });
});

describe('an inbox', () => {
  const inboxOf = (lists: string[][], keep: () => Promise<void> = () => Promise.resolve(), deletes = true) => {
    const commands: string[] = [];
    const messages: unknown[] = [];
    const reports: StatusReport[] = [];
    const at = {
      attempt: (command: string) => {
        commands.push(command);
        if (!deletes && command.startsWith('AT+CMGD')) return Promise.resolve(null);
        return Promise.resolve(command.startsWith('AT+CMGL') ? (lists.shift() ?? []) : ['+CPMS: 1,10']);
      },
    } as unknown as AtChannel;
    const target = {
      message: async (part: unknown) => {
        await keep();
        messages.push(part);
      },
      report: async (report: StatusReport) => {
        reports.push(report);
        await keep();
      },
    };
    const modes = { port: 'port', acknowledges: true, memories: ['ME'] };
    const inbox = new Inbox(at, target, modes, { slowMs: 1, submitMs: 1 }, () => undefined);
    return { inbox, commands, messages, reports };
  };
  const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

  it('deletes what is kept, and nothing else', async () => {
    const { inbox, commands, messages } = inboxOf([['+CMGL: 5,0,,23', PDU]]);
    await inbox.work();
    expect(messages).toEqual([{ from: '+254711111111', text: 'Habari', at: sentAt.at, concatenation: null }]);
    expect(commands).toEqual(['AT+CPMS="ME"', 'AT+CMGL=4', 'AT+CMGD=5']);
    expect(inbox.isDue).toBe(false);
    const full = inboxOf([['+CMGL: 5,0,,23', PDU]], () => Promise.reject(new Error('disk full')));
    await full.inbox.work();
    expect(full.commands).not.toContain('AT+CMGD=5');
  });

  it('reads what lacks the octets of the service centre', async () => {
    const report = encodeStatusReport({
      messageReference: 0x91,
      recipient: '+254711111111',
      sentAt,
      dischargedAt: sentAt,
      status: 0,
      smsc: '+254722500029',
    });
    const bare = ({ pdu, tpduLength }: EncodedPdu) => pdu.slice(-2 * tpduLength);
    const withCentre = encodeDelivers({ from: 'MPESA', text: 'Two', sentAt, reference: 1, smsc: '+254722500029' });
    const pdus = [bare(hello as EncodedPdu), ...withCentre.flatMap((one) => [one.pdu, bare(one)]), bare(report)];
    const { inbox, messages, reports } = inboxOf([pdus.flatMap((pdu, index) => [`+CMGL: ${index},0,,23`, pdu])]);
    await inbox.work();
    expect(messages).toMatchObject([{ text: 'Habari' }, { text: 'Two' }, { from: 'MPESA', text: 'Two' }]);
    expect(reports).toMatchObject([{ messageReference: 0x91, recipient: { number: '+254711111111' } }]);
  });

  it('shows nonsense when it is there a second time, and deletes it then: noise on the line is not', async () => {
    const { inbox, commands, messages } = inboxOf([
      ['+CMGL: 5,0,,23', 'FFFF', '+CMGL: 6,0,,23', 'FF'],
      ['+CMGL: 5,0,,23', PDU, '+CMGL: 6,0,,23', 'FF'],
    ]);
    await inbox.work();
    expect(commands).not.toContain('AT+CMGD=5');
    await inbox.work();
    expect(messages).toMatchObject([{ text: 'Habari' }, { from: 'unknown', text: '[cannot be read] FF' }]);
    expect(commands.slice(-2)).toEqual(['AT+CMGD=5', 'AT+CMGD=6']);
  });

  it('tells once what cannot be deleted, and tries to delete it again', async () => {
    const list = () => ['+CMGL: 5,0,,23', PDU];
    const { inbox, commands, messages } = inboxOf([list(), list()], undefined, false);
    await inbox.work();
    inbox.lookAgain();
    await inbox.work();
    expect(messages).toHaveLength(1);
    expect(commands.filter((command) => command === 'AT+CMGD=5')).toHaveLength(2);
  });

  it('shows what came directly and cannot be read, and does not acknowledge it before that is kept', async () => {
    let isKept = false;
    const keep = () => (isKept ? Promise.resolve() : Promise.reject(new Error('disk full')));
    const { inbox, messages } = inboxOf([[]], keep);
    await inbox.work();
    inbox.direct('C0FFEE');
    await turn();
    expect(inbox.isDue).toBe(false);
    isKept = true;
    inbox.direct('C0FFEE');
    await turn();
    expect(inbox.isDue).toBe(true);
    expect(messages).toMatchObject([{ from: 'unknown', text: '[cannot be read] C0FFEE', concatenation: null }]);
  });

  it('acknowledges what came directly once it is kept', async () => {
    let done: () => void = () => undefined;
    const { inbox, commands } = inboxOf([[]], () => new Promise((resolve) => (done = resolve)));
    await inbox.work();
    inbox.direct(PDU);
    await turn();
    expect(inbox.isDue).toBe(false);
    done();
    await turn();
    expect(inbox.isDue).toBe(true);
    await inbox.work();
    expect(commands.at(-1)).toBe('AT+CNMA');
  });

  it('shows data messages in hexadecimal, and drops silent ones', async () => {
    // TP-DCS 0x04 is 8 bit data; TP-PID 0x40 is short message type 0.
    const data = '00040C91521711111111000462208110515523' + '03' + 'C0FFEE';
    const silent = '00040C91521711111111400062208110515523' + '00';
    const { inbox, messages } = inboxOf([['+CMGL: 1,0,,23', data, '+CMGL: 2,0,,23', silent]]);
    await inbox.work();
    expect(messages).toMatchObject([{ text: 'C0FFEE' }]);
  });
});
