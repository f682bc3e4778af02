import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type LineOpener, openLine } from '../src/drivers/gsm/line-port.js';
import { GsmRig } from './gsm-rig.js';
import { until } from './harness.js';

describe('SIM cards in devices that are found', () => {
  let rig: GsmRig;
  beforeEach(() => {
    rig = new GsmRig();
  });
  afterEach(() => rig.dispose());

  it('appear when their modem does, and what is no modem is left alone', async () => {
    const plugged = await rig.plug();
    let attempts = 0;
    const mute = createServer(() => (attempts += 1)).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const silent = `tcp://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    let there = [silent];
    let looks = 0;
    const list = () => {
      looks += 1;
      return Promise.resolve(there);
    };
    const looked = (times: number) => {
      const enough = looks + times;
      return until('it has looked', () => looks >= enough);
    };
    await rig.start({ ports: [], scan: true }, { ports: { open: openLine, list } });
    await until('it was left alone', () => attempts === 3);
    there = [silent, plugged.port.address];
    await rig.online(plugged);
    await looked(4);
    expect(attempts).toBe(3);
    there = [plugged.port.address];
    await looked(2);
    there = [silent, plugged.port.address];
    await until('it is tried again', () => attempts > 3);
    there = [];
    await until('it is offline', () => rig.driver?.channels().every(({ online }) => !online) === true);
    await rig.stop();
    mute.close();
  });

  it('come back when their device was away for less than a look', async () => {
    const plugged = await rig.plug();
    let isAway = false;
    let refused = 0;
    const open: LineOpener = (path, baudRate) => {
      if (!isAway) return openLine(path, baudRate);
      refused += 1;
      return Promise.reject(new Error('No such file or directory, cannot open it'));
    };
    // The list has it each time it is looked at.
    const list = () => Promise.resolve([plugged.port.address]);
    await rig.start({ ports: [], scan: true }, { ports: { open, list } });
    const { iccid } = await rig.online(plugged);
    isAway = true;
    plugged.modem.detach();
    await until('it is offline', () => rig.channel(iccid ?? '')?.online === false && refused > 1);
    isAway = false;
    await rig.online(plugged);
  });

  it('are opened once when their device is configured too', async () => {
    const plugged = await rig.plug();
    const opened: string[] = [];
    const open: LineOpener = (path, baudRate) => {
      opened.push(path);
      return openLine(path, baudRate);
    };
    let looks = 0;
    const list = () => {
      looks += 1;
      return Promise.resolve([plugged.port.address]);
    };
    await rig.start({ scan: true }, { ports: { open, list } });
    await rig.online(plugged);
    await until('it looked often', () => looks > 5);
    expect(opened).toEqual([plugged.port.address]);
  });
});
