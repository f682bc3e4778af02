import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Product } from '../product.js';
import { describeWith } from '../services/describe-with.js';
import { until } from '../until.js';
import { press, pressInNavigation, startBrowser } from './browser.js';
import { Staff } from './staff.js';

/** What the browser itself says of a script that is not there. */
const GONE = /chunk-/;

describeWith('chromium', 'a page that was opened before an upgrade', () => {
  let product: Product;
  let browser: Browser;
  let admin: Staff;
  /** Whether the files of the old release are gone. */
  let gone: boolean;
  let loads: number;
  let said: string[];

  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });
  afterEach(() => admin.watched.close());

  beforeEach(async () => {
    admin = await Staff.signIn(product, browser);
    [gone, loads] = [false, 0];
    said = [];
    admin.page.on('console', (line) => said.push(line.text()));
    /** What the page has already is in its memory; here it is asked for again with each load. */
    const had = new Set<string>();
    await admin.page.route('**/console/chunk-*.js', (route) => {
      const url = route.request().url();
      if (gone && !had.has(url)) return route.fulfill({ status: 404 });
      had.add(url);
      return route.continue();
    });
    await admin.open('/dashboard', 'Dashboard');
    await admin.page.waitForLoadState('networkidle');
    gone = true;
    await admin.page.route(/\/console\/[\w-]*$/, async (route) => {
      if (route.request().resourceType() === 'document') {
        loads += 1;
        return route.continue();
      }
      const answer = await route.fetch();
      return route.fulfill({
        response: answer,
        body: (await answer.text()).replace(/main-\w+\.js/, 'main-NEWERONE.js'),
      });
    });
  });

  const says = (text: string) => admin.page.getByRole('alert').filter({ hasText: text });
  const go = (room: string) => pressInNavigation(admin.page, room);

  it('says that there is a new version when a room’s script is gone, loads that, and is in the room', async () => {
    // The page is left at once: what it says last is told here.
    await admin.page.evaluate(`new MutationObserver(() => {
      const alert = document.querySelector('[role=alert]');
      if (alert) console.info(alert.textContent);
    }).observe(document.body, { childList: true, subtree: true })`);
    admin.page.on('request', (request) => (gone &&= request.resourceType() !== 'document'));
    await go('Workers');
    await until(() => said.some((line) => line.includes('A new version is ready')));
    await admin.heading('Workers').waitFor();
    expect([new URL(admin.page.url()).pathname, loads]).toEqual(['/console/workers', 1]);
    admin.watched.expectNoProblems(GONE);
  });

  it('does so once: when that was of no use it says so, and the reader decides', async () => {
    await go('Workers');
    await says('The page cannot be loaded.').waitFor();
    expect(loads).toBe(1);
    gone = false;
    await press(admin.button('Reload'));
    await admin.heading('Workers').waitFor();
  });

  it('says so of a dialog, and leaves the page as it is', async () => {
    gone = false;
    await go('SIM cards');
    await admin.heading('SIM cards').waitFor();
    await admin.page.waitForLoadState('networkidle');
    gone = true;
    await press(admin.button('Add SIM card'));
    await says('This cannot be opened: a new version is ready.').waitFor();
    await admin.heading('SIM cards').waitFor();
    expect(loads).toBe(0);
    await admin.picture('dialog-of-an-old-version');
    gone = false;
    await press(admin.button('Reload'));
    await says('This cannot be opened').waitFor({ state: 'detached' });
    await admin.heading('SIM cards').waitFor();
    expect(loads).toBe(1);
  });

  it('says that the server cannot be reached, and tries again', async () => {
    await admin.page.unrouteAll();
    await admin.page.route('**/console/**', (route) => route.abort('connectionrefused'));
    await go('Workers');
    await says('the server cannot be reached').waitFor();
    await admin.page.unrouteAll();
    await press(admin.button('Try again'));
    await admin.heading('Workers').waitFor();
  });
});
