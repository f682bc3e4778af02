import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Product } from '../product.js';
import { describeWith } from '../services/describe-with.js';
import { until } from '../until.js';
import { eventually, press, startBrowser } from './browser.js';
import { Staff } from './staff.js';

const MESSAGES = 130;

describeWith('chromium', 'lists in the console', () => {
  let product: Product;
  let browser: Browser;
  let admin: Staff;

  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), startBrowser()]);
    admin = await Staff.signIn(product, browser);
    const messages = Array.from({ length: MESSAGES }, (_, index) => ({
      to: `+2547120${10_000 + index}`,
      text: 'one of many',
    }));
    await admin.call('POST', '/messages/batch', { messages });
    for (let number = 1; number <= 51; number++) await admin.call('POST', '/api-keys', { name: `program ${number}` });
    await until(async () => (await statusOf('delivered')) === MESSAGES);
    await admin.watched.close();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });
  beforeEach(async () => {
    admin = await Staff.signIn(product, browser);
  });
  afterEach(() => admin.watched.close());

  const statusOf = async (status: string) => {
    const { data } = (await admin.call('GET', `/messages?limit=500&status=${status}`)) as { data: unknown[] };
    return data.length;
  };
  const rows = () => admin.page.locator('tbody tr');
  const expectRows = (count: number) => eventually(async () => expect(await rows().count()).toBe(count));
  const top = () => admin.page.evaluate<number>(`document.querySelector('mat-sidenav-content').scrollTop`);

  it('show what is beyond their first page', async () => {
    await admin.visit('API keys');
    await expectRows(50);
    expect(
      await admin
        .row('program 1')
        .filter({ hasText: /program 1\b/ })
        .count(),
    ).toBe(0);
    await press(admin.button('Load more'));
    await expectRows(51);
    await admin.page.getByText('That is all: 51.').waitFor();
    admin.watched.expectNoProblems();
  });

  it('are found by Back as they were left: their rows, their filter, and the place', async () => {
    await admin.open('/outbox?status=delivered', 'Outbox');
    await expectRows(50);
    await press(admin.button('Load more'));
    await expectRows(100);
    await rows().nth(70).scrollIntoViewIfNeeded();
    const place = await top();
    expect(place).toBeGreaterThan(500);
    const to = await rows().nth(70).getByRole('link').innerText();
    await press(rows().nth(70).getByRole('link'));
    await admin.heading(`To ${to}`).waitFor();
    expect(await top()).toBe(0);
    await admin.page.goBack();
    await expectRows(100);
    await eventually(async () => expect(await top()).toBe(place));
    expect(new URL(admin.page.url()).searchParams.get('status')).toBe('delivered');
    admin.watched.expectNoProblems();
  });

  it('are what the figures of the dashboard lead to', async () => {
    await admin.visit('Dashboard');
    const card = admin.page.locator('sb-stat-card').filter({ hasText: 'Delivered today' });
    await card.getByText(String(MESSAGES), { exact: true }).waitFor();
    await press(card.getByRole('link', { name: 'Delivered today' }));
    await admin.heading('Outbox').waitFor();
    await expectRows(50);
    while (await admin.button('Load more').isVisible()) {
      const shown = await rows().count();
      await press(admin.button('Load more'));
      await eventually(async () => expect(await rows().count()).toBeGreaterThan(shown));
    }
    await expectRows(MESSAGES);
    await admin.visit('Dashboard');
    await press(admin.page.getByRole('link', { name: 'SIM cards online' }));
    await admin.heading('SIM cards').waitFor();
    await expectRows(4);
    admin.watched.expectNoProblems();
  });

  it('say what of an address they do not understand', async () => {
    await admin.open('/outbox?status=lost&colour=red', 'Outbox');
    await admin.page.getByText('There is no status “lost”: it is left out.').waitFor();
    await admin.page.getByText('This list has no filter “colour”: it is left out.').waitFor();
    await expectRows(50);
    await press(admin.button('Clear the filters').first());
    await eventually(async () => expect(new URL(admin.page.url()).search).toBe(''));
    admin.watched.expectNoProblems();
  });

  it('are stored as a file, with the columns that were chosen', async () => {
    await admin.visit('SIM cards');
    await expectRows(4);
    await press(admin.button('Columns'));
    await press(admin.page.getByRole('menuitemcheckbox', { name: 'Worker' }));
    await admin.page.keyboard.press('Escape');
    await admin.page.getByRole('columnheader', { name: 'Worker' }).waitFor({ state: 'detached' });
    const [file] = await Promise.all([admin.page.waitForEvent('download'), press(admin.button('Save as a CSV file'))]);
    expect(file.suggestedFilename()).toBe('sim-cards.csv');
    await admin.page.reload();
    await expectRows(4);
    expect(await admin.page.getByRole('columnheader', { name: 'Worker' }).count()).toBe(0);
    admin.watched.expectNoProblems();
  });

  it('do one thing with several rows', async () => {
    for (const number of ['+254712000081', '+254712000082', '+254712000083']) {
      await admin.call('POST', '/suppressions', { number });
    }
    await admin.visit('Suppressions');
    await expectRows(3);
    await admin.page.getByLabel('Select +254712000081').check();
    await admin.page.getByLabel('Select +254712000083').check();
    await admin.page.getByText('2 selected').waitFor();
    await admin.picture('selection');
    await press(admin.page.getByRole('toolbar').getByRole('button', { name: 'Remove' }));
    await admin.confirm('Remove');
    await expectRows(1);
    await admin.row('+254712000082').waitFor();
    admin.watched.expectNoProblems();
  });

  it('show times in UTC to who wants that', async () => {
    await admin.open('/outbox', 'Outbox');
    await expectRows(50);
    const shown = () => admin.page.locator('sb-time time').first();
    expect(await shown().getAttribute('title')).toMatch(/ here, .* UTC$/);
    await press(rows().first().getByRole('link'));
    await admin.page.locator('sb-time time').first().waitFor();
    await press(admin.button('Account'));
    await press(admin.page.getByRole('menuitemcheckbox', { name: 'Times in UTC' }));
    await admin.page.keyboard.press('Escape');
    await admin.page.locator('sb-time').filter({ hasText: 'UTC' }).first().waitFor();
    admin.watched.expectNoProblems();
  });
});
