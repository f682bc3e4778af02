import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTcpPort } from '@signalbox/modem/tcp-port';
import { openLine } from '../src/drivers/gsm/line-port.js';
import { GsmRig, logged } from './gsm-rig.js';
import { until } from './harness.js';

// Eight digits: four would now and then stand in a port or a digest by chance.
const PIN = '43219875';
const WRONG_PIN = '86421357';
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('SIM cards and their modems', () => {
  let rig: GsmRig;
  beforeEach(() => {
    rig = new GsmRig();
  });
  afterEach(() => rig.dispose());

  /** What a modem answers to commands, one after another. */
  const answersTo = async (address: string, ...commands: string[]): Promise<string> => {
    const line = await openLine(address, 115_200);
    let all = '';
    for (const command of commands) {
      let said = '';
      const hear = (data: Buffer) => (said += String(data));
      line.on('data', hear);
      line.write(`${command}\r`);
      await until('an answer', () => /(OK|ERROR.*)\r\n$/.test(said));
      line.off('data', hear);
      all += said;
    }
    line.destroy();
    return all;
  };
  /** How many wrong PINs a SIM card takes still. */
  const triesLeft = (address: string) => answersTo(address, 'AT+CPINR="SIM PIN"');

  it('opens a SIM card with its PIN, again after each restart of the modem', async () => {
    const plugged = await rig.plug({ pin: PIN });
    await rig.start({ sims: { default: { pin: PIN } } });
    await rig.online(plugged);
    const { iccid } = plugged.modem.options;
    await rig.driver?.request({ type: 'restart', channel: iccid, argument: null });
    await until('it is offline', () => rig.channel(iccid)?.online === false);
    await rig.online(plugged);
    expect(logged.join('\n')).not.toContain(PIN);
  });

  it('tries a wrong PIN once, and never again, also after a restart of the worker', async () => {
    const plugged = await rig.plug({ pin: PIN });
    const before = logged.length;
    const refusals = () => logged.slice(before).filter((line) => /PIN/.test(line));
    await rig.start({ sims: { default: { pin: WRONG_PIN } } });
    await until('it is refused', () => refusals().length > 0);
    await sleep(1000);
    await rig.stop();
    await rig.start({ sims: { default: { pin: WRONG_PIN } } });
    await until('it is not tried', () => refusals().some((line) => /not tried again, set the right one/.test(line)));
    await sleep(500);
    await rig.stop();
    expect(await triesLeft(plugged.port.address)).toMatch(/\+CPINR: SIM PIN,2/);
    await rig.start({ sims: { default: { pin: PIN } } });
    await rig.online(plugged);
    expect(logged.join('\n')).not.toMatch(new RegExp(`${PIN}|${WRONG_PIN}`));
    expect(readFileSync(join(rig.folder, 'gsm-pins.json'), 'utf8')).not.toMatch(new RegExp(`${PIN}|${WRONG_PIN}`));
  });

  it('does not touch a SIM card with fewer than two tries left', async () => {
    const plugged = await rig.plug({ pin: PIN });
    await answersTo(plugged.port.address, 'AT+CPIN="0000"', 'AT+CPIN="0001"');
    const before = logged.length;
    await rig.start({ sims: { default: { pin: PIN } } });
    await until('it is not tried', () => logged.slice(before).some((text) => /has 1 PIN tries left/.test(text)));
    await rig.stop();
    expect(await triesLeft(plugged.port.address)).toMatch(/SIM PIN,1/);
  });

  it('says what it lacks when no PIN is set', async () => {
    await rig.plug({ pin: PIN });
    const before = logged.length;
    await rig.start({});
    await until('it says so', () =>
      logged.slice(before).some((text) => /asks for its PIN, and none is set/.test(text)),
    );
    expect(rig.driver?.channels()).toEqual([]);
  });

  it('stay the same when they change ports, and keep their messages', async () => {
    const first = await rig.plug({}, 0);
    const second = await rig.plug({}, 1);
    await rig.start({});
    await rig.online(first);
    await rig.online(second);
    const [a, b] = [first, second].map(({ port }) => Number(new URL(port.address).port));
    await Promise.all([first, second].map(({ port }) => port.close()));
    const { iccid, imei } = first.modem.options;
    await until('they are away', () => rig.driver?.channels().every(({ online }) => !online) === true);
    const job = rig.job(iccid);
    rig.driver?.submit([job]);
    first.port = await openTcpPort(first.modem, b ?? 0);
    second.port = await openTcpPort(second.modem, a ?? 0);
    await rig.online(first);
    await rig.online(second);
    await rig.told(job, 'delivered');
    expect(first.modem.sentCount).toBe(1);
    expect(rig.driver?.channels()).toHaveLength(2);
    expect(rig.channel(iccid)).toMatchObject({ imei });
  });

  it('move to the modem that has them now', async () => {
    const first = await rig.plug({}, 0);
    const second = await rig.plug({}, 1);
    await rig.start({});
    await rig.online(first);
    await rig.online(second);
    const { iccid } = first.modem.options;
    // The SIM card of the first is put into the second, which the first does not say.
    Object.assign(second.modem.options, { iccid });
    Object.assign(first.modem.options, { iccid: '89254020000000009995' });
    second.modem.restart();
    const hasMoved = () =>
      rig.channel(iccid)?.imei === second.modem.options.imei && rig.channel(iccid)?.online === true;
    await until('it has moved', hasMoved);
    const job = rig.job(iccid);
    rig.driver?.submit([job]);
    await rig.told(job, 'delivered');
    expect(second.modem.sentCount).toBe(1);
    await until('the other is there', () => rig.channel('89254020000000009995')?.online === true);
  });

  it('are known apart when one takes the place of another in a modem that does not say so', async () => {
    const plugged = await rig.plug();
    await rig.start({});
    await rig.online(plugged);
    const { iccid } = plugged.modem.options;
    const other = '89254020000000008886';
    Object.assign(plugged.modem.options, { iccid: other });
    await until('the other is online', () => rig.channel(other)?.online === true);
    expect(rig.channel(iccid)).toMatchObject({ online: false });
    await expect(rig.driver?.request({ type: 'signal', channel: iccid, argument: null })).rejects.toThrow();
    const job = rig.job(iccid);
    rig.driver?.submit([job]);
    expect(await rig.told(job, 'failed')).toMatchObject({ returned: true });
    expect(plugged.modem.sentCount).toBe(0);
  });

  it('stay at the first of two ports of one modem', async () => {
    const first = await rig.plug({}, 0);
    await rig.start({});
    await rig.online(first);
    await rig.stop();
    await rig.plug({}, 0);
    await rig.start({});
    await until('one is online', () => rig.driver?.channels().some(({ online }) => online) === true);
    await until('the other says so', () => logged.some((line) => /over another port of the same modem/.test(line)));
    expect(rig.driver?.channels()).toHaveLength(1);
  });

  it('are offline when their modem is unplugged, and come back; what waits goes back', async () => {
    const plugged = await rig.plug();
    await rig.start({});
    await rig.online(plugged);
    const { iccid } = plugged.modem.options;
    const port = Number(new URL(plugged.port.address).port);
    await rig.unplug(plugged);
    await until('it is offline', () => rig.channel(iccid)?.online === false);
    expect(rig.channel(iccid)?.trouble).toMatch(/line to the modem closed/);
    const job = rig.job(iccid);
    rig.driver?.submit([job]);
    expect(await rig.told(job, 'failed')).toMatchObject({ returned: true });
    const again = await rig.plug({}, 0, port);
    await rig.online(again);
  });

  it('are awaited a while after a start, then what is for them goes back', async () => {
    await rig.start({ ports: ['/dev/a-port-that-is-not-there'] });
    const iccid = '89254020000000077777';
    expect(rig.driver?.owns(iccid)).toBe(true);
    expect(rig.driver?.owns('http:advanta')).toBe(false);
    const job = rig.job(iccid);
    rig.driver?.submit([job]);
    expect(await rig.told(job, 'failed')).toMatchObject({ returned: true });
    await expect(rig.driver?.request({ type: 'signal', channel: iccid, argument: null })).rejects.toThrow('no channel');
  });

  it('tell their number: settings, SIM card, or the operator', async () => {
    const own = { own_number: { code: '*100#', expression: 'number is (\\d+)' } };
    const first = await rig.plug({}, 0);
    const second = await rig.plug({ numberOnSim: false }, 1);
    const third = await rig.plug({ numberOnSim: false }, 2);
    await rig.start({ sims: { default: own, [third.modem.options.iccid]: { number: '+254799000000' } } });
    for (const one of [first, second, third]) await rig.online(one);
    const tells = (one: typeof first, number: string) =>
      until(`it tells ${number}`, () => rig.channel(one.modem.options.iccid)?.number === number);
    await tells(first, first.modem.options.number);
    await tells(second, second.modem.options.number);
    await tells(third, '+254799000000');
  });

  it('tell their balance by their operator’s expression, packed USSD too', async () => {
    const plugged = await rig.plug({ vendor: 'huawei', ussdPacked: true });
    const { iccid } = plugged.modem.options;
    await rig.start({ sims: { '63902': { balance: { code: '*144#', expression: 'KES ([\\d.]+)\\.' } } } });
    await rig.online(plugged);
    const ask = (type: 'balance' | 'ussd') => rig.driver?.request({ type, channel: iccid, argument: '*145#' });
    expect(await ask('balance')).toBe('123.45');
    expect(await ask('ussd')).toBe('Ваш баланс: 123,45 KES');
  });
});
