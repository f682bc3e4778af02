import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GsmRig, logged, type Plugged } from './gsm-rig.js';
import { until } from './harness.js';

describe('a modem in which something is wrong', () => {
  let rig: GsmRig;
  let plugged: Plugged;
  let iccid: string;

  beforeEach(async () => {
    rig = new GsmRig();
    plugged = await rig.plug();
    ({ iccid } = plugged.modem.options);
  });
  afterEach(() => rig.dispose());

  const begin = async () => {
    await rig.start({});
    await rig.online(plugged);
  };
  const send = (over = {}) => {
    const job = rig.job(iccid, over);
    rig.driver?.submit([job]);
    return job;
  };
  const inbound = () => rig.events.filter((event) => event.type === 'inbound');

  it.each([
    'garbage',
    'split-lines',
    'echo',
    'unsolicited',
    'late-prompt=300',
    'duplicate-report',
    'foreign-report',
    'bare-pdu',
  ])('sends and receives all the same with the fault %s', async (fault) => {
    plugged.modem.setFault(fault);
    await begin();
    const jobs = Array.from({ length: 5 }, (_, i) => send({ text: `Message ${i}`, to: `+25471234567${i}` }));
    plugged.modem.receive('+254711111111', 'y'.repeat(200));
    for (const job of jobs) await rig.told(job, 'delivered');
    await until('it came in', () => inbound().length === 1);
    expect(inbound()[0]?.text).toBe('y'.repeat(200));
    for (const job of jobs) expect(rig.historyOf(job)).toEqual(['sent', 'delivered']);
    expect(plugged.modem.sent.map(({ text }) => text)).toEqual(jobs.map(({ text }) => text));
  });

  it('says so when it has no PDU mode', async () => {
    plugged.modem.setFault('text-only');
    await rig.start({});
    await until('it says so', () => rig.channel(iccid)?.trouble?.includes('no PDU mode') === true);
    expect(rig.channel(iccid)).toMatchObject({ online: false });
  });

  it('sends while its storages are full, and says so', async () => {
    plugged.modem.setFault('full-storage');
    await begin();
    const job = send();
    await rig.told(job, 'delivered');
    plugged.modem.receive('+254711111111', 'Habari');
    await until('it says so', () => logged.some((line) => /storage ME is full/.test(line)));
    plugged.modem.clearFault('full-storage');
    await until('it came in', () => inbound().length === 1);
  });

  it('tells a message that fails for now, and keeps the others', async () => {
    await begin();
    plugged.modem.setFault('cms-error=42', 1);
    const [first, second] = [send(), send()];
    expect(await rig.told(first, 'failed')).toMatchObject({ temporary: true });
    expect(rig.historyOf(first)).toEqual(['failed']);
    await rig.told(second, 'delivered');
  });

  it('tries a later part again, and gives up honestly', async () => {
    await begin();
    const refuseBehind = (parts: number, times: number) =>
      plugged.modem.on('sent', ({ concatenation }) => {
        if (concatenation?.sequence === parts) plugged.modem.setFault('cms-error=42', times);
      });
    refuseBehind(1, 1);
    const once = send({ text: 'z'.repeat(400), segments: 3 });
    await rig.told(once, 'delivered');
    expect(plugged.modem.sent).toHaveLength(3);
    plugged.modem.removeAllListeners('sent');
    refuseBehind(1, 10);
    const often = send({ text: 'z'.repeat(400), segments: 3 });
    expect(await rig.told(often, 'uncertain')).toMatchObject({
      reason: expect.stringMatching(/^part 2 of 3 did not leave: congestion/),
    });
    expect(plugged.modem.sent).toHaveLength(4);
  });

  it('takes its messages for sent when no report ever comes', async () => {
    plugged.modem.setFault('no-report');
    await begin();
    const job = send();
    const other = send();
    await rig.told(other, 'sent');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(rig.historyOf(job)).toEqual(['sent']);
  });

  it.each(['escape', 'reset', 'reopen'] as const)(
    'hangs, and is healed by %s; what waits goes elsewhere meanwhile',
    async (healer) => {
      await begin();
      plugged.modem.hang(healer);
      const [first, second] = [send(), send()];
      await until('it is offline', () => rig.channel(iccid)?.online === false);
      expect(rig.channel(iccid)?.trouble).toMatch(/does not answer/);
      await rig.online(plugged);
      const last = send();
      await rig.told(last, 'delivered');
      for (const job of [first, second]) {
        const history = rig.historyOf(job).join();
        expect(['failed', 'sent,delivered', 'sent']).toContain(history);
        if (history === 'failed') expect(await rig.told(job, 'failed')).toMatchObject({ returned: true });
      }
      expect(plugged.modem.sentCount).toBe(rig.events.filter(({ type }) => type === 'sent').length);
    },
  );

  it('never answers again: its messages go back, and its SIM card is shown offline', async () => {
    await begin();
    plugged.modem.hang('never');
    const jobs = [send(), send(), send()];
    for (const job of jobs) expect(await rig.told(job, 'failed')).toMatchObject({ returned: true });
    expect(rig.channel(iccid)).toMatchObject({ online: false });
    expect(plugged.modem.sentCount).toBe(0);
  });

  it('hangs behind a message: the next one goes back', async () => {
    await begin();
    plugged.modem.on('sent', () => plugged.modem.hang('reset'));
    const [first, second] = [send(), send()];
    await rig.told(first, 'sent');
    expect(await rig.told(second, 'failed')).toMatchObject({ returned: true });
    plugged.modem.removeAllListeners('sent');
    await rig.online(plugged);
    await rig.told(send(), 'delivered');
    expect(plugged.modem.sentCount).toBe(2);
  });

  it.each(['before', 'after'])('drops the line %s it took a message: uncertain, and it comes back', async (when) => {
    await begin();
    plugged.modem.setFault(`drop=${when}`);
    const [first, second] = [send(), send()];
    await rig.told(first, 'uncertain');
    await rig.told(second, 'delivered');
    expect(rig.historyOf(first)).toEqual(['uncertain']);
    expect(plugged.modem.sentCount).toBe(when === 'after' ? 2 : 1);
  });

  it('has a prompt that never comes in time: the message waits, and goes back', async () => {
    await begin();
    plugged.modem.setFault('late-prompt=8000');
    const job = send();
    expect(await rig.told(job, 'failed')).toMatchObject({ returned: true });
    plugged.modem.clearFault('late-prompt');
    await rig.online(plugged);
    await rig.told(send(), 'delivered');
    expect(plugged.modem.sentCount).toBe(1);
  });

  it('restarts by itself: it is set up again', async () => {
    await begin();
    const setUps = () => logged.filter((line) => /SIM card ending in/.test(line)).length;
    const before = setUps();
    plugged.modem.restart();
    await until('it is set up again', () => setUps() > before);
    await rig.online(plugged);
    const job = send();
    plugged.modem.receive('+254711111111', 'Habari');
    await rig.told(job, 'delivered');
    await until('it came in', () => inbound().length === 1);
  });
});
