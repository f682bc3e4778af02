import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeDelivers } from '@signalbox/codec/pdu-deliver';
import { octetsToHex } from '@signalbox/codec/pdu-octets';
import { encodeTimestamp } from '@signalbox/codec/pdu-time';
import type { ModemOptions } from '@signalbox/modem/modem-options';
import { GsmRig, type Plugged } from './gsm-rig.js';
import { until } from './harness.js';

const sentAt = { at: 1_800_000_000_000, offsetMinutes: 180 };
const [habari] = encodeDelivers({ from: '+254711111111', text: 'Habari', sentAt, reference: 1 });
/** Networks send zeros too. */
const TIMELESS = habari?.pdu.replace(octetsToHex(encodeTimestamp(sentAt)), '0'.repeat(14)) ?? '';

describe('what comes in', () => {
  let rig: GsmRig;
  let plugged: Plugged;
  beforeEach(() => {
    rig = new GsmRig();
  });
  afterEach(() => rig.dispose());

  const begin = async (options: Partial<ModemOptions>) => {
    plugged = await rig.plug(options);
    await rig.start({});
    await rig.online(plugged);
  };
  const inbound = () => rig.events.filter((event) => event.type === 'inbound');
  const send = () => {
    const job = rig.job(plugged.modem.options.iccid);
    rig.driver?.submit([job]);
    return job;
  };

  it('at once, by a modem that does not store it, is taken and acknowledged one after another', async () => {
    await begin({ indications: { mt: [0, 2], ds: [0, 1] } });
    const { modem } = plugged;
    const texts = ['one', 'two', 'three '.repeat(60)];
    for (const text of texts) modem.receive('+254711111111', text);
    // The network brings the next one only when the last is acknowledged.
    await until('all came in', () => inbound().length === texts.length);
    expect(inbound().map(({ text }) => text)).toEqual(texts);
    await until('the network has nothing more', () => modem.waitingCount === 0);
    expect(modem.stored('ME').length + modem.stored('SM').length).toBe(0);
    await rig.told(send(), 'delivered');
  });

  it.each(['with messages', 'SR'] as const)(
    'as reports that the modem stores (%s) is found, and deleted',
    async (reportMemory) => {
      await begin({ reportMemory, indications: { mt: [0, 1], ds: [0, 2] } });
      const jobs = [send(), send(), send()];
      for (const job of jobs) await rig.told(job, 'delivered');
      for (const job of jobs) expect(rig.historyOf(job)).toEqual(['sent', 'delivered']);
      const { modem } = plugged;
      await until('the storages are empty', () => ['ME', 'SM', 'SR'].every((name) => modem.stored(name).length === 0));
    },
  );

  it('without a time is the same message when it comes again after a restart', async () => {
    await begin({});
    const ids = () => inbound().map(({ id }) => id);
    const receive = async (count: number) => {
      plugged.modem.receivePdu(TIMELESS);
      await until(`${count} came in`, () => ids().length === count);
    };
    await receive(1);
    await receive(2);
    await rig.stop();
    await rig.start({});
    await rig.online(plugged);
    await receive(3);
    const [first, second, again] = ids();
    expect(inbound()[0]).toMatchObject({ from: '+254711111111', text: 'Habari' });
    expect(second).not.toBe(first);
    expect(again).toBe(second);
  });

  it('as a notification of an MMS is marked, in one part or several', async () => {
    await begin({});
    // WAP push to port 2948 in 8 bit (TP-DCS 0x04): alone, and in two parts.
    const push = '0a0603beaf848c829854313233008d928919802b3235343731323334353637382f545950453d504c4d4e00';
    const body = `${push}8e0300c35083687474703a2f2f6d6d73632e6578616d706c652f5400`.toUpperCase();
    const deliver = (header: string, data: string) => {
      const length = ((header.length + data.length) / 2).toString(16).padStart(2, '0');
      return `00440C91521711111111000462208110515523${length}${header}${data}`.toUpperCase();
    };
    const words = '[MMS that waits to be fetched: from +254712345678, 50 kB, http://mmsc.example/T]';
    plugged.modem.receivePdu(deliver('0605040b8423f0', body));
    await until('it came in', () => inbound().length === 1);
    const at = 80;
    plugged.modem.receivePdu(deliver('0b05040b8423f000032a0201', body.slice(0, at)));
    plugged.modem.receivePdu(deliver('0b05040b8423f000032a0202', body.slice(at)));
    await until('both came in', () => inbound().length === 2);
    expect(inbound().map(({ text }) => text)).toEqual([words, words]);
  });

  it('in 255 parts of which one is missing holds up nothing', async () => {
    await begin({ capacity: { ME: 20, SM: 20, SR: 20 } });
    const { modem } = plugged;
    const parts = Array.from({ length: 254 }, (_, index) => index + 1);
    modem.receive('+254711111111', 'x'.repeat(153 * 254 + 100), { parts });
    modem.receive('+254722222222', 'Habari');
    await until('what came behind it is told', () => inbound().length === 1);
    expect(inbound()[0]).toMatchObject({ text: 'Habari' });
    await until('the storage is empty', () => modem.stored('ME').length === 0 && modem.waitingCount === 0);
  });
});
