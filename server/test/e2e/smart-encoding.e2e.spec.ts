import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AcceptedMessage, BatchResult } from '@signalbox/contracts/messages';
import type { Settings } from '@signalbox/contracts/settings';
import { TestApp } from '../app.js';
import { command, csvOf, messagesTo, newProgram, numberOf, readyList, untilRun } from '../programs.js';
import { until } from '../until.js';

const CURLY =
  '\u201cDear customer\u201d, your parcel waits for you at our shop until Saturday \u2013 don\u2019t miss it\u2026';
const PLAIN = '"Dear customer", your parcel waits for you at our shop until Saturday - don\'t miss it...';
const ONE = { encoding: 'gsm7', segments: 1 };
const TWO = { encoding: 'ucs2', segments: 2 };
const TO = '+254712345678';

describe.each([true, false])('smart encoding with the setting %s', (setting) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ SMART_ENCODING: String(setting) });
    await app.startWorker();
  });
  afterAll(() => app?.stop());
  const usual = setting ? ONE : TWO;

  it('is told to who sends', async () => {
    expect((await app.admin.get<Settings>('/api/v1/settings')).body).toEqual({
      default_country: 'KE',
      smart_encoding: setting,
      messages_kept_days: null,
    });
  });

  it.each([
    ['what does not say', {}, usual],
    ['what wants it', { smart_encoding: true }, ONE],
    ['what does not want it', { smart_encoding: false }, TWO],
  ])('is of %s', async (_, fields, expected) => {
    const request = { to: TO, text: CURLY, ...fields };
    const { body } = await app.admin.post<AcceptedMessage>('/api/v1/messages', request);
    expect(body).toMatchObject(expected);
    const text = expected === ONE ? PLAIN : CURLY;
    expect(await app.message(body.id)).toMatchObject({ text, ...expected });
    const { client } = await app.withKey(app.admin);
    expect((await client.post('/api/v1/messages', request)).body).toMatchObject(expected);
    const batch = await app.admin.post<BatchResult>('/api/v1/messages/batch', { messages: [request] });
    expect(batch.body.data).toMatchObject([expected]);
  });

  it('leaves alone what saves nothing by it', async () => {
    const request = { to: TO, text: 'Don\u2019t', smart_encoding: true };
    const { body } = await app.admin.post<AcceptedMessage>('/api/v1/messages', request);
    expect((await app.message(body.id)).text).toBe('Don\u2019t');
  });

  it('is of programs and the older APIs by the setting', async () => {
    const list = await readyList(app.admin, csvOf(1));
    const program = await newProgram(app.admin, { number_list_id: list.id, template: `${CURLY}{{name/x}}` });
    await untilRun(app.admin, await command(app.admin, program, 'start'), ({ status }) => status === 'completed');
    const [message] = await messagesTo(app.admin, numberOf(0));
    expect(message).toMatchObject(usual);
    // A program may say otherwise, and take it back.
    const sent = async (smart_encoding: boolean | null) => {
      expect((await app.admin.patch(`/api/v1/programs/${program.id}`, { smart_encoding })).status).toBe(200);
      await untilRun(app.admin, await command(app.admin, program, 'start'), ({ status }) => status === 'completed');
      return (await messagesTo(app.admin, numberOf(0)))[0];
    };
    expect(await sent(!setting)).toMatchObject(setting ? TWO : ONE);
    expect(await sent(null)).toMatchObject(usual);
    const to = '+254712345670';
    expect((await app.admin.post('/api/sms', { recipient: to, message: CURLY })).status).toBeLessThan(300);
    const [old] = await until(async () => {
      const found = await messagesTo(app.admin, to);
      return found.length > 0 && found;
    });
    expect(old).toMatchObject(usual);
  });
});
