import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Advanta } from '../advanta.js';
import { Product } from '../product.js';
import { describeWith } from '../services/describe-with.js';
import { eventually, press, startBrowser } from './browser.js';
import { Staff } from './staff.js';

const PASSWORD = 'a password for tests';
const PHONE = { width: 390, height: 844 };
const RECIPIENT = '+254712345678';

describeWith('chromium', 'channels in the console', () => {
  let product: Product;
  let browser: Browser;
  let advanta: Advanta;
  let admin: Staff;

  beforeAll(async () => {
    advanta = await Advanta.start();
    const local = { HTTP_ALLOWED_HOSTS: '127.0.0.1,api.example.org', HTTP_ALLOWED_PRIVATE: '127.0.0.1' };
    [product, browser] = await Promise.all([Product.start(local), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
    await advanta?.stop();
  });

  beforeEach(async () => {
    admin = await Staff.signIn(product, browser);
  });
  afterEach(() => admin.watched.close());

  const advantaAt = (label: string, url: string) => ({
    label,
    driver: 'http',
    sender: 'SIGNALBOX',
    settings: { profile: 'advanta', partner_id: '12', base_url: url },
    secrets: { api_key: 'not a real key' },
  });
  const answerOf = (text: RegExp) => admin.dialog.locator('code').filter({ hasText: text });

  it('adds an account at Advanta, tests it, asks its balance and sends a message over it', async () => {
    await admin.visit('Providers');
    await press(admin.link('Add provider'));
    await admin.heading('New provider').waitFor();
    await admin.choose('Kind', 'Advanta');
    await press(admin.button('Add'));
    await admin.page.getByText('Advanta sends only with a sender').waitFor();
    await admin.set('Label', 'Advanta');
    await admin.set('Sender', 'SIGNALBOX');
    await admin.set('Partner id', '12');
    await admin.set('API key', 'not a real key');
    await admin.set('Price of a message of one part', '0.80');
    await press(admin.button('Another address (sandbox, reseller)'));
    await admin.set('Base URL', 'https://elsewhere.example.net');
    await press(admin.button('Add'));
    // What only the server knows, at its field.
    await admin.page.locator('mat-error').filter({ hasText: 'HTTP_ALLOWED_HOSTS' }).waitFor();
    await admin.set('Base URL', advanta.url);
    await press(admin.button('Add'));

    // Its page says where its reports go.
    await admin.heading('Advanta').waitFor();
    const reports = admin.page.locator('code').filter({ hasText: /\/api\/v1\/providers\/\d+\/reports\// });
    expect(await reports.innerText()).toContain(product.url);
    await admin.page.goBack();
    await admin.heading('Providers').waitFor();
    const row = admin.row('Advanta');
    await row.getByText('Online').waitFor();
    await row.getByText('0.80').waitFor();

    await admin.act('Advanta', 'Balance');
    await answerOf(/1234\.50/).waitFor();
    await admin.press('Close');
    await admin.act('Advanta', 'Test the account');
    await answerOf(/./).waitFor();
    await admin.press('Close');

    await admin.act('Advanta', 'Send a test');
    await admin.fill('Recipient', RECIPIENT);
    await admin.fill('Message', 'over Advanta');
    await admin.press('Send');
    await press(admin.dialog.getByRole('link', { name: 'Follow it' }));
    await admin.heading(`To ${RECIPIENT}`).waitFor();
    const details = admin.page.getByRole('region', { name: 'Details' });
    // Its status: among the stations of its way the word stands from the beginning.
    await details.getByText('Sent', { exact: true }).waitFor();
    await details.getByText('Provider').waitFor();
    await details.getByText('Advanta', { exact: true }).waitFor();
    await admin.page.getByRole('region', { name: 'History' }).getByText('over Advanta', { exact: true }).waitFor();
    expect(advanta.callOf('over Advanta')?.body).toMatchObject({ shortcode: 'SIGNALBOX' });
    admin.watched.expectNoProblems(/^400 POST .*\/providers$/);
  });

  it('keeps a secret that is left empty, changes what is changed, and disables and deletes', async () => {
    const { id } = (await admin.call('POST', '/providers', advantaAt('Old name', advanta.url))) as { id: number };
    await admin.visit('Providers');
    await admin.act('Old name', 'Settings');
    expect(await admin.page.getByLabel('API key').getAttribute('placeholder')).toBe('set, leave empty to keep');
    await admin.set('Label', 'New name');
    await admin.set('Messages a minute', '60');
    await press(admin.button('Save'));
    await admin.heading('New name').waitFor();
    await admin.set('Label', 'Not this');
    await press(admin.link('Overview'));
    await admin.page.getByText('60 / min').waitFor();
    expect(await admin.call('GET', `/providers/${id}`)).toMatchObject({
      label: 'New name',
      secrets_set: ['api_key'],
      sender: 'SIGNALBOX',
    });
    await admin.visit('Providers');
    await admin.act('New name', 'Disable');
    await admin.row('New name').getByText('Inactive').waitFor();
    await admin.act('New name', 'Delete');
    await admin.confirm('Delete');
    await admin.row('New name').waitFor({ state: 'detached' });
    admin.watched.expectNoProblems();
  });

  it('shows in words what the account’s SMSC does not answer', async () => {
    await admin.visit('Providers');
    await press(admin.link('Add provider'));
    await admin.set('Label', 'Away');
    await admin.set('Host', '127.0.0.1');
    await admin.set('Port', '1');
    await admin.set('System id', 'me');
    await press(admin.button('Add'));
    await admin.heading('Away').waitFor();
    await admin.page.getByText('Offline').waitFor();
    await admin.page.locator('.trouble').waitFor();
    admin.watched.expectNoProblems();
  });

  it('asks a SIM card by USSD, and keeps what was said while the dialog is open', async () => {
    await admin.visit('SIM cards');
    await admin.row('Online').first().waitFor();
    const name = await admin.page.locator('.name').first().innerText();
    await admin.act(name, 'USSD');
    await admin.fill('Code', 'hello');
    await admin.press('Dial');
    await admin.dialog.getByText('Expected digits, * and #, such as *144#').waitFor();
    await admin.fill('Code', '*144#');
    await admin.press('Dial');
    await admin.dialog.getByText(/^Your balance is/).waitFor();
    await admin.fill('Code', '*100#');
    await admin.press('Dial');
    await admin.dialog.getByRole('listitem').nth(3).waitFor();
    await admin.press('Close');
    await admin.act(name, 'Balance');
    await answerOf(/^KES/).waitFor();
    await admin.press('Close');
    await press(admin.page.locator('.name').first());
    await admin.page.getByText('Registration').waitFor();
    admin.watched.expectNoProblems();
  });

  const nameOf = async (id: number) => {
    const { label, number } = (await admin.call('GET', `/sim-cards/${id}`)) as Record<
      'label' | 'number',
      string | null
    >;
    return [label, number].filter(Boolean).join(' · ');
  };

  it('shows a SIM card on a page of its own, and leads from its counts to what they count', async () => {
    const { data } = (await admin.call('GET', '/sim-cards')) as { data: { id: number }[] };
    const [id, other] = data.map((sim) => sim.id);
    if (id === undefined) throw new Error('There is no SIM card');
    const sent = ['first of the card', 'second of the card'];
    for (const text of sent) await admin.call('POST', '/messages', { to: RECIPIENT, text, sim_card_id: id });
    await admin.call('POST', '/messages', { to: RECIPIENT, text: 'of another card', sim_card_id: other });
    await admin.open(`/sim-cards/${id}?tab=messages`, await nameOf(id));
    for (const text of sent) await admin.row(text).getByText('Delivered').waitFor();
    expect(await admin.row('of another card').count()).toBe(0);
    await admin.choose('Status', 'Delivered');
    await admin.page.waitForURL(/status=delivered/);
    await press(admin.button('Clear'));
    await admin.page.waitForURL(({ search }) => search === '?tab=messages');

    await press(admin.link('Overview'));
    const today = admin.page.locator('sb-daily-use a');
    const count = Number(await today.innerText());
    expect(count).toBeGreaterThanOrEqual(2);
    await press(today);
    await admin.heading('Outbox').waitFor();
    await eventually(async () => expect(await admin.page.locator('tbody tr').count()).toBe(count));
    for (const text of sent) await admin.row(text).waitFor();

    await admin.open(`/sim-cards/${id}?tab=settings`, await nameOf(id));
    await admin.set('Label', 'Shop');
    await admin.set('Messages a day', '500');
    await press(admin.button('Save'));
    await admin.page.getByRole('heading', { level: 1, name: /^Shop/ }).waitFor();
    await press(admin.link('Overview'));
    await admin.page.getByText('of 500').waitFor();
    admin.watched.expectNoProblems();
  });

  it('enrols a worker, shows its password once, and takes it away', async () => {
    await admin.visit('Workers');
    await press(admin.button('Enrol a worker'));
    await admin.fill('Id', 'local');
    await admin.press('Enrol');
    await admin.dialog.getByText(/not “local”/).waitFor();
    await admin.fill('Id', 'rack-2');
    await admin.fill('Label', 'Second rack');
    await admin.press('Enrol');
    const environment = await answerOf(/WORKER_ID=rack-2/).innerText();
    expect(environment).toMatch(/MQTT_USERNAME=worker\.rack-2\nMQTT_PASSWORD=\S{16,}$/);
    await admin.press('Done');
    await admin.row('Second rack').getByText('Offline').waitFor();
    await admin.act('rack-2', 'New password');
    await admin.press('Make a new password');
    await answerOf(/WORKER_ID=rack-2/).waitFor();
    expect(await answerOf(/WORKER_ID=rack-2/).innerText()).not.toBe(environment);
    await admin.press('Done');
    await admin.act('local', 'Ping');
    await answerOf(/^Answered after [\d.]+ ms$/).waitFor();
    await admin.press('Close');
    await admin.act('rack-2', 'Remove');
    await admin.confirm('Remove');
    await admin.row('Second rack').waitFor({ state: 'detached' });
    admin.watched.expectNoProblems();
  });

  it('sends over the channel that is chosen, and finds the message by it', async () => {
    const { id } = (await admin.call('POST', '/providers', advantaAt('Chosen', advanta.url))) as { id: number };
    await admin.open('/compose', 'New message');
    await admin.page.getByLabel('Recipient').fill(RECIPIENT);
    await admin.page.getByLabel('Message', { exact: true }).fill('by the chosen one');
    await admin.page.getByRole('switch', { name: /Failover/ }).waitFor();
    await admin.choose('Send over', 'Chosen');
    await admin.page.getByRole('switch', { name: /Failover/ }).waitFor({ state: 'detached' });
    await press(admin.page.getByRole('switch', { name: /Flash/ }));
    await press(admin.button('Send message'));
    await admin.page.locator('sb-sent-messages').getByText(RECIPIENT).waitFor();

    await admin.visit('Outbox');
    await admin.choose('Channel', 'Chosen');
    // The row may stand there already, before the filter is in the address.
    await admin.page.waitForURL(({ searchParams }) => searchParams.get('provider') === String(id));
    await admin.row('by the chosen one').waitFor();
    admin.watched.expectNoProblems();
  });

  it('lets an operator ask a provider, and a viewer only look', async () => {
    await admin.call('POST', '/providers', advantaAt('Looked at', advanta.url));
    for (const role of ['operator', 'viewer']) {
      await admin.call('POST', '/users', {
        username: `${role}2`,
        email: `${role}2@example.org`,
        password: PASSWORD,
        role,
      });
    }
    const operator = await Staff.signIn(product, browser, 'operator2', PASSWORD);
    await operator.visit('Providers');
    await press(operator.button('Actions for Looked at'));
    await operator.page.getByRole('menuitem', { name: 'Balance' }).waitFor();
    expect(await operator.page.getByRole('menuitem', { name: 'Settings' }).count()).toBe(0);
    await operator.page.keyboard.press('Escape');
    expect(await operator.link('Add provider').count()).toBe(0);
    await press(operator.link('Looked at'));
    await operator.heading('Looked at').waitFor();
    expect(await operator.link('Settings').count()).toBe(0);
    await operator.visit('Workers');
    expect(await operator.button('Enrol a worker').count()).toBe(0);
    operator.watched.expectNoProblems();
    await operator.watched.close();

    const viewer = await Staff.signIn(product, browser, 'viewer2', PASSWORD);
    await viewer.visit('Providers');
    await viewer.row('Looked at').waitFor();
    expect(await viewer.button('Actions for Looked at').count()).toBe(0);
    viewer.watched.expectNoProblems();
    await viewer.watched.close();
  });

  it('fits onto a phone, also its dialogs', async () => {
    await admin.call('POST', '/providers', advantaAt('A provider with a rather long name', advanta.url));
    await admin.call('POST', '/workers', { id: 'a-worker-with-a-rather-long-name', label: 'A long label of a worker' });
    await admin.page.setViewportSize(PHONE);
    for (const [path, title, opener] of [
      ['/sim-cards', 'SIM cards', 'Add SIM card'],
      ['/workers', 'Workers', 'Enrol a worker'],
    ] as const) {
      await admin.open(path, title);
      await admin.page.locator('tbody tr').first().waitFor();
      await admin.expectFits('mat-sidenav-content');
      await admin.picture(`${title} on a phone`);
      await press(admin.button(opener));
      await admin.dialog.waitFor();
      await admin.expectFits('mat-dialog-content');
      await admin.picture(`${opener} on a phone`);
    }
    const { data } = (await admin.call('GET', '/sim-cards')) as { data: { id: number }[] };
    const sim = data[0]?.id ?? 0;
    for (const [path, title] of [
      ['/providers', 'Providers'],
      ['/providers/new', 'New provider'],
      [`/sim-cards/${sim}`, await nameOf(sim)],
      [`/sim-cards/${sim}?tab=messages`, await nameOf(sim)],
      [`/sim-cards/${sim}?tab=settings`, await nameOf(sim)],
      ['/compose', 'New message'],
    ] as const) {
      await admin.open(path, title);
      await admin.expectFits('mat-sidenav-content');
    }
    admin.watched.expectNoProblems();
  });
});
