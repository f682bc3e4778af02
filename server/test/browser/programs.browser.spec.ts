import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Page as ListPage } from '@signalbox/contracts/common';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import type { Browser, Page } from 'playwright-core';
import { ADMIN, Product } from '../product.js';
import { describeWith } from '../services/describe-with.js';
import { until } from '../until.js';
import { eventually, press, pressInNavigation, startBrowser, WatchedPage } from './browser.js';

const LIST = [
  'phone,name,amount',
  '+254712100001,Amina,250',
  '+254712100002,,90',
  '+254712100001,Again,1',
  'rubbish,x,1',
];
const PASSWORD = 'a password for tests';
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** Where pictures of every page go, for somebody to look at; none are taken without it. */
const PICTURES = process.env['SCREENSHOTS'];

describeWith('chromium', 'programs in the console', () => {
  let product: Product;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let token: string;

  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), startBrowser()]);
    const answer = await call('POST', '/auth/login', { identifier: ADMIN.username, password: ADMIN.password });
    ({ token } = answer as { token: string });
    // The server is ready before its worker has announced its SIM cards, and a route is asked for once.
    await until(async () => {
      const { data } = (await call('GET', '/sim-cards')) as ListPage<SimCard>;
      return data.length > 0 && data.every(({ online }) => online);
    });
    for (const role of ['viewer', 'user']) {
      await call('POST', '/users', { username: `${role}1`, email: `${role}@example.org`, password: PASSWORD, role });
    }
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

  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${product.url}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(isForm ? {} : { 'content-type': 'application/json' }),
      },
      body: isForm ? body : JSON.stringify(body),
    });
    expect(answer.ok).toBe(true);
    return answer.json();
  };
  const upload = async (name: string, lines: string[]) => {
    const form = new FormData();
    form.append('file', new Blob([lines.join('\n')]), `${name}.csv`);
    return (await call('POST', '/number-lists', form)) as { id: string };
  };
  const signIn = async (username = ADMIN.username, password = ADMIN.password) => {
    await page.goto(`${product.url}/console/`);
    await page.getByLabel('Username or email').fill(username);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await press(page.getByRole('button', { name: 'Sign in' }));
    await page.getByRole('button', { name: 'Account' }).waitFor();
  };
  const heading = (name: string) => page.getByRole('heading', { name, level: 1, exact: true });
  const visit = async (link: string) => {
    await pressInNavigation(page, link);
    await heading(link).waitFor();
  };
  const open = async (path: string, title: string) => {
    await page.goto(`${product.url}/console${path}`);
    await heading(title).waitFor();
  };
  const row = (text: string) => page.getByRole('row').filter({ hasText: text });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const dropFile = async (name: string, text: string) => {
    const transfer = await page.evaluateHandle(
      `(() => { const t = new DataTransfer(); t.items.add(new File([${JSON.stringify(text)}], '${name}')); return t; })()`,
    );
    await page.locator('sb-file-drop button').dispatchEvent('drop', { dataTransfer: transfer });
  };

  it('leads from a pair and a file to a program that is through, without a reload', async () => {
    await signIn();
    await visit('Pairs');
    await press(button('Add pair'));
    await page.getByRole('combobox', { name: 'Country' }).pressSequentially('Ken');
    await press(page.getByRole('option', { name: 'Kenya' }));
    await field('Operator').fill('Safaricom');
    await field('Prefixes').fill('25471 25472');
    await press(inDialog('Add'));
    await row('Safaricom').getByText('25472').waitFor();
    await field('Number').fill('+254712100001');
    await press(button('Try it'));
    await page.getByText('+254712100001 belongs to Kenya, Safaricom: it begins with 25471.').waitFor();
    await page.getByText(/^It would leave by/).waitFor();

    await visit('Number lists');
    await dropFile('customers.csv', LIST.join('\n'));
    const country = page.getByRole('combobox', { name: 'Country of national numbers' });
    await eventually(async () => expect(await country.inputValue()).toBe('Kenya'));
    await press(inDialog('Upload'));
    await heading('customers').waitFor();
    await page.getByRole('cell', { name: '+254712100002' }).waitFor();
    const figuresOfList = page.getByRole('list').filter({ hasText: 'can be sent to' });
    await eventually(async () =>
      expect(await figuresOfList.innerText()).toMatch(
        /^2\s+can be sent to\s+4\s+rows read\s+1\s+duplicates left out\s+1\s+rejected/,
      ),
    );
    const [file] = await Promise.all([page.waitForEvent('download'), press(button('Rejected rows'))]);
    expect(file.suggestedFilename()).toBe('customers - rejected.csv');

    await press(page.getByRole('link', { name: 'New program' }));
    await field('Name').fill('Reminder');
    await press(page.getByRole('combobox', { name: 'Pair' }));
    await press(page.getByRole('option', { name: 'Kenya, Safaricom' }));
    await field('Text').fill('Dear ');
    await press(button('Insert the column name'));
    await page.keyboard.type(', you owe {{amount}}');
    const preview = page.locator('sb-template-preview');
    await preview.getByText('Dear Amina, you owe 250').waitFor();
    await preview.getByText('It gets none: its row has no value in the column name').waitFor();
    await field('Text').fill('Dear {{name|customer}}, you owe {{amount}}');
    await preview.getByText('Dear customer, you owe 90').waitFor();
    await press(button('Create program'));

    await heading('Reminder').waitFor();
    await press(button('Start'));
    await press(inDialog('Start'));
    const figures = page.locator('sb-run-figures');
    await figures.getByText('Completed').waitFor();
    await figures.getByText('100 %').waitFor();
    await figures.locator('li').filter({ hasText: 'Delivered' }).getByText('2', { exact: true }).waitFor();
    await page.locator('sb-run-log').getByText('Completed.').waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true, disabled: true }).waitFor();
    const parts = page.getByRole('navigation', { name: 'Parts of the page' });
    await press(parts.getByRole('link', { name: 'All runs' }));
    await press(page.getByRole('button', { name: /^Run \d+/ }));
    await page.locator('sb-run-log').getByText('Completed.').waitFor();
    await press(parts.getByRole('link', { name: 'Settings' }));
    await page.locator('sb-program-settings').getByText('customers').first().waitFor();
    await page.goBack();
    await page.locator('sb-run-log').waitFor();
    await visit('Programs');
    await row('Reminder').getByText('Completed').waitFor();
    await visit('Outbox');
    await row('Dear Amina, you owe 250').getByText('Delivered').waitFor();
    watched.expectNoProblems();
  });

  it('pauses, resumes and stops a run as its buttons say', async () => {
    const { id: list } = await upload('slow', [
      'phone',
      ...Array.from({ length: 50 }, (_, i) => `+2547121002${10 + i}`),
    ]);
    const settings = { name: 'Slow', number_list_id: list, template: 'Hello', rate_per_minute: 60 };
    const { id } = (await call('POST', '/programs', settings)) as { id: string };
    await signIn();
    await open(`/programs/${id}`, 'Slow');
    await press(button('Start'));
    await press(inDialog('Start'));
    await press(button('Pause'));
    await page.locator('sb-run-figures').getByText('Paused').waitFor();
    await press(button('Resume'));
    await button('Pause').waitFor();
    await press(button('Stop'));
    await press(inDialog('Stop'));
    await page.locator('sb-run-figures').getByText('Stopped').waitFor();
    await button('Start').waitFor();
    watched.expectNoProblems();
  });

  it('are started, stopped and restarted from the dashboard, beside its live figures', async () => {
    const rows = ['phone', ...Array.from({ length: 30 }, (_, i) => `+2547121003${10 + i}`)];
    const { id: list } = await upload('for the dashboard', rows);
    const settings = { name: 'Beside', number_list_id: list, template: 'Hello', rate_per_minute: 60 };
    await call('POST', '/programs', settings);
    await signIn();
    await open('/dashboard', 'Dashboard');
    const mine = page.locator('sb-running-programs li').filter({ hasText: 'Beside' });
    const isShown = (state: string) => mine.locator('sb-state-chip').getByText(state).waitFor();
    await isShown('Not started');
    await press(button('Start Beside'));
    await press(inDialog('Start'));
    await isShown('Running');
    await eventually(async () => expect(await mine.locator('.line').innerText()).toMatch(/[1-9]\d* sent/));
    await press(button('Restart Beside'));
    await press(inDialog('Begin anew'));
    await isShown('Running');
    await picture('the dashboard with a program');
    await press(button('Stop Beside'));
    await press(inDialog('Stop'));
    await isShown('Stopped');
    await page.setViewportSize(PHONE);
    await open('/dashboard', 'Dashboard');
    await mine.scrollIntoViewIfNeeded();
    await picture('the dashboard with a program on a phone');
    watched.expectNoProblems();
  });

  it('says in words why a list stays that a program uses', async () => {
    const { id: list } = await upload('used', LIST);
    await call('POST', '/programs', { name: 'Uses it', number_list_id: list, template: 'Hello' });
    await signIn();
    await visit('Number lists');
    await press(button('Actions for used'));
    await press(page.getByRole('menuitem', { name: 'Delete' }));
    await press(inDialog('Delete'));
    await page.getByText(/The number list is used/).waitFor();
    await row('used.csv').waitFor();
    watched.expectNoProblems(/^409 DELETE .*\/number-lists\//);
  });

  it('puts what the server refuses at its field', async () => {
    await call('POST', '/pairs', { country: 'UG', operator: 'MTN', prefixes: ['25677'] });
    await signIn();
    await visit('Pairs');
    await press(button('Add pair'));
    await page.getByRole('combobox', { name: 'Country' }).fill('uganda');
    await field('Operator').fill('MTN');
    await field('Prefixes').fill('254');
    const refused = async (reason: string) => {
      await press(inDialog('Add'));
      await page.locator('mat-error').filter({ hasText: reason }).waitFor();
    };
    await refused('begins with 256');
    await field('Prefixes').fill('25678');
    await refused('not taken in this country');
    watched.expectNoProblems(/^4(00|09) POST .*\/pairs$/);
  });

  it('keeps the list of suppressed numbers', async () => {
    await signIn();
    await visit('Suppressions');
    await press(button('Import'));
    await field('or paste the numbers').fill('+254712100071\n+254712100072\nnothing');
    await press(inDialog('Import'));
    const counts = page.getByRole('dialog').getByRole('status');
    await eventually(async () => expect(await counts.innerText()).toMatch(/2\s*added[\s\S]*1\s*refused/));
    await press(inDialog('Done'));
    await row('+254712100071').waitFor();
    await press(button('Import'));
    const buffer = Buffer.from('\ufeffphone;phone 2\n+254712100073;+254712100074\n', 'utf16le');
    await page.locator('input[type=file]').setInputFiles({ name: 'out.csv', mimeType: 'text/csv', buffer });
    await press(inDialog('Import'));
    await page.getByText('The file was read as utf-16le').waitFor();
    await page.getByText('column "phone 2" was not read').waitFor();
    await press(inDialog('Done'));
    await row('+254712100073').waitFor();
    await page.getByRole('searchbox', { name: 'Number' }).fill('+254712100072');
    await page.keyboard.press('Enter');
    await row('+254712100071').waitFor({ state: 'detached' });
    await press(button('Remove +254712100072'));
    await press(inDialog('Remove'));
    await page.getByText('Not on the list').waitFor();
    watched.expectNoProblems();
  });

  it('shows a viewer everything and no button that changes it, and a user nothing of it', async () => {
    await signIn('viewer1', PASSWORD);
    const nothing = ['Add pair', 'Import', 'Upload a list', 'Add number'];
    for (const link of ['Pairs', 'Number lists', 'Programs', 'Suppressions']) {
      await visit(link);
      await page.getByRole('region', { name: link === 'Suppressions' ? 'Suppressed numbers' : link }).waitFor();
      for (const name of nothing) expect(await button(name).count()).toBe(0);
      expect(await page.getByRole('link', { name: 'New program' }).count()).toBe(0);
    }
    await watched.close();
    watched = await WatchedPage.open(browser);
    ({ page } = watched);
    await signIn('user1', PASSWORD);
    const navigation = page.getByRole('navigation', { name: 'Main' });
    const links = navigation.getByRole('link');
    await eventually(async () => expect(await links.allInnerTexts()).toEqual(['Outbox', 'Inbox']));
    await press(navigation.getByRole('button', { name: 'Settings' }));
    await eventually(async () => expect(await links.allInnerTexts()).toEqual(['Webhooks', 'API keys']));
    watched.expectNoProblems();
  });

  it('fits onto a phone', async () => {
    const { id: list } = await upload('a list with a rather long name', LIST);
    const settings = { name: 'A program with a rather long name', number_list_id: list, template: 'Dear {{name|you}}' };
    const { id } = (await call('POST', '/programs', settings)) as { id: string };
    await call('POST', `/programs/${id}/start`, {});
    const content = `document.querySelector('mat-sidenav-content')`;
    const overflow = `${content}.scrollWidth - ${content}.clientWidth`;
    await signIn();
    for (const [path, title] of [
      ['/pairs', 'Pairs'],
      ['/number-lists', 'Number lists'],
      [`/number-lists/${list}`, 'a list with a rather long name'],
      ['/programs', 'Programs'],
      [`/programs/${id}`, settings.name],
      [`/programs/${id}?tab=settings`, settings.name],
      [`/programs/${id}/edit`, 'Edit program'],
      ['/suppressions', 'Suppressions'],
    ] as const) {
      await page.setViewportSize(DESK);
      await open(path, title);
      await picture(`${title} on a desk`);
      // Opened anew: the navigation would slide away first.
      await page.setViewportSize(PHONE);
      await open(path, title);
      await picture(`${title} on a phone`);
      // A chart is drawn at some size before it knows how much room it has.
      await eventually(async () => expect([title, await page.evaluate(overflow)]).toEqual([title, 0]));
    }
    watched.expectNoProblems();
  });

  /** The whole page with all that it reads, after its charts have faded in. */
  async function picture(name: string): Promise<void> {
    await page.waitForLoadState('networkidle');
    await page.locator('sb-skeleton').first().waitFor({ state: 'detached' });
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.waitForTimeout(1_500);
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }
});
