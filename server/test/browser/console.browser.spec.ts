import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { ADMIN, Product } from '../product.js';
import { describeWith } from '../services/describe-with.js';
import { eventually, press, pressInNavigation, startBrowser, WatchedPage } from './browser.js';

describeWith('chromium', 'the console', () => {
  let product: Product;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    // The echo answers each message, so that something comes in.
    [product, browser] = await Promise.all([Product.start({ SIMULATOR_ECHO: 'true' }), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });

  beforeEach(async () => {
    watched = await WatchedPage.open(browser);
    ({ page } = watched);
  });
  afterEach(() => watched.close());

  const enter = async (password: string) => {
    await page.getByLabel('Username or email').fill(ADMIN.username);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await press(page.getByRole('button', { name: 'Sign in' }));
  };
  const signIn = async () => {
    await page.goto(`${product.url}/console/`);
    await enter(ADMIN.password);
    await page.getByRole('button', { name: 'Account' }).waitFor();
  };
  const heading = (name: string) => page.getByRole('heading', { name, level: 1, exact: true });
  const visit = async (link: string, title = link) => {
    if (link === 'New message') await press(page.getByRole('link', { name: link, exact: true }).first());
    else await pressInNavigation(page, link);
    await heading(title).waitFor();
  };
  const row = (text: string) => page.getByRole('row').filter({ hasText: text });
  const send = async (to: string, text: string) => {
    await page.getByLabel('Recipient').fill(to);
    await page.getByLabel('Message', { exact: true }).fill(text);
    await press(page.getByRole('button', { name: 'Send message' }));
  };
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${product.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    expect(answer.ok).toBe(true);
    return (await answer.json()) as { token: string };
  };

  it('says in words that a password is wrong, and stays', async () => {
    await page.goto(`${product.url}/console/`);
    await enter('not the password');
    await page
      .getByRole('alert')
      .filter({ hasText: /password/i })
      .waitFor();
    await heading('Sign in').waitFor();
    watched.expectNoProblems(/^401 POST .*\/login$/);
  });

  it('asks who does not have a session to sign in, and then shows the dashboard', async () => {
    await page.goto(`${product.url}/`);
    await heading('Sign in').waitFor();
    await enter(ADMIN.password);
    await heading('Dashboard').waitFor();
    await page.getByText('Workers online').waitFor();
    await page.locator('ngx-charts-line-chart svg').first().waitFor();
    watched.expectNoProblems();
  });

  it('counts segments while a message is written', async () => {
    await signIn();
    await visit('New message');
    const counter = page.locator('sb-segment-counter');
    await page.getByLabel('Message', { exact: true }).fill('a'.repeat(161));
    await eventually(async () => expect(await counter.innerText()).toMatch(/GSM-7[\s\S]*2\s*segments/));
    await page.getByLabel('Message', { exact: true }).fill('Привет');
    await eventually(async () => expect(await counter.innerText()).toMatch(/UCS-2[\s\S]*1\s*segment/));
    await page.getByLabel('Message', { exact: true }).fill(`${'a'.repeat(80)} “no”`);
    await page.getByText('1 segment in place of 2').waitFor();
    await press(page.getByRole('switch', { name: /^Plain characters/ }));
    await eventually(async () => expect(await counter.innerText()).toMatch(/GSM-7[\s\S]*1\s*segment/));
    watched.expectNoProblems();
  });

  it('names the field that is wrong and sends nothing', async () => {
    await signIn();
    await visit('New message');
    await send('not a number', 'hello');
    await page.locator('mat-error').first().waitFor();
    expect(await page.locator('sb-sent-messages article').count()).toBe(0);
    watched.expectNoProblems(/^4\d\d POST .*\/messages$/);
  });

  it('sends a message, shows it become delivered without a reload, and lists it in the outbox', async () => {
    await signIn();
    await visit('New message');
    await send('+254712000001', 'from the console');
    const sent = page.locator('sb-sent-messages article').filter({ hasText: '+254712000001' });
    await sent.getByText('Delivered').waitFor();
    await visit('Outbox');
    await row('from the console').getByText('Delivered').waitFor();
    watched.expectNoProblems();
  });

  it('shows in the open outbox what another client sends, and the answer in the open inbox', async () => {
    const { token } = await post('/api/v1/auth/login', { identifier: ADMIN.username, password: ADMIN.password });
    await signIn();
    await visit('Outbox');
    const authorization = { authorization: `Bearer ${token}` };
    await post('/api/v1/messages', { to: '+254712000002', text: 'from the API' }, authorization);
    await row('from the API').getByText('Delivered').waitFor();

    await visit('Inbox');
    await post('/api/v1/messages', { to: '+254712000003', text: 'answer me' }, authorization);
    await row('+254712000003').waitFor();

    await press(page.getByRole('button', { name: 'Actions for +254712000003' }));
    await press(page.getByRole('menuitem', { name: 'Opt this sender out' }));
    await press(page.getByRole('dialog').getByRole('button', { name: 'Opt out', exact: true }));
    await page.getByText('+254712000003 gets no more messages').waitFor();
    await visit('Suppressions');
    await row('+254712000003').waitFor();
    watched.expectNoProblems();
  });

  it('shows the four simulated SIM cards and their worker online', async () => {
    await signIn();
    await visit('SIM cards');
    const online = page.getByRole('row').filter({ hasText: 'Online' });
    await online.nth(3).waitFor();
    expect(await online.count()).toBe(4);
    await visit('Workers');
    await row('local').getByText('Online').waitFor();
    watched.expectNoProblems();
  });

  it('opens a page by its address, and keeps the session over a reload', async () => {
    await signIn();
    await page.goto(`${product.url}/console/sim-cards`);
    await heading('SIM cards').waitFor();
    await page.reload();
    await heading('SIM cards').waitFor();
    watched.expectNoProblems();
  });

  it('works on a narrow screen', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await signIn();
    await press(page.getByRole('button', { name: 'More', exact: true }));
    await visit('Outbox');
    // The navigation slides away.
    await page.locator('mat-sidenav a').first().waitFor({ state: 'hidden' });
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    await eventually(async () => expect(await page.evaluate(overflow)).toBe(0));
    watched.expectNoProblems();
  });
});
