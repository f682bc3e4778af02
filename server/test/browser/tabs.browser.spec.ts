import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { ADMIN, Product } from '../product.js';
import { describeWith } from '../services/describe-with.js';
import { eventually, press, startBrowser } from './browser.js';
import { Staff } from './staff.js';

describeWith('chromium', 'a session in several tabs', () => {
  let product: Product;
  let browser: Browser;
  let first: Staff;

  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });
  afterEach(() => first.watched.close());

  const ofAccount = async (staff: Staff, action: string) => {
    await press(staff.button('Account'));
    await press(staff.page.getByRole('menuitem', { name: action, exact: true }));
  };
  /** The page where one signs in, and where it leads then. */
  const isSignedOut = async ({ page }: Staff, next: string) => {
    await page.waitForURL(({ pathname, searchParams }) => {
      return pathname === '/console/sign-in' && searchParams.get('next') === next;
    });
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  };

  it('goes on in one when others are opened and loaded anew', async () => {
    first = await Staff.signIn(product, browser);
    const second = await first.tab('/sim-cards');
    await second.heading('SIM cards').waitFor();
    await second.page.reload();
    await second.heading('SIM cards').waitFor();
    for (const staff of [first, second]) {
      await staff.visit('Workers');
      await staff.row('local').waitFor();
      staff.watched.expectNoProblems();
    }
  });

  it('ends in all at once, with what was open, and goes on in all where they were', async () => {
    first = await Staff.signIn(product, browser);
    await first.open('/sim-cards', 'SIM cards');
    await press(first.button('Add SIM card'));
    await first.dialog.waitFor();
    const second = await first.tab('/outbox?status=failed');
    await second.heading('Outbox').waitFor();

    await ofAccount(second, 'Sign out');
    await isSignedOut(second, '/outbox?status=failed');
    await isSignedOut(first, '/sim-cards');
    await first.page.getByText('You are signed out').waitFor();
    expect(await first.dialog.count()).toBe(0);
    await first.picture('signed-out-elsewhere');

    await first.enter();
    await first.heading('SIM cards').waitFor();
    await second.heading('Outbox').waitFor();
    expect(new URL(second.page.url()).search).toBe('?status=failed');
    for (const { watched } of [first, second]) watched.expectNoProblems();
  });

  it('ends in the copies of a tab, too, where nothing is remembered', async () => {
    first = await Staff.signIn(product, browser, ADMIN.username, ADMIN.password, false);
    const copy = await first.copy();
    await copy.button('Account').waitFor();
    await ofAccount(copy, 'Sign out');
    await isSignedOut(first, '/dashboard');
  });

  it('ends everywhere, in a tab that signed in for itself, too', async () => {
    const username = 'sophia';
    const password = 'a password for tests';
    const admin = await Staff.signIn(product, browser);
    await admin.call('POST', '/users', { username, email: 'sophia@example.org', password, role: 'operator' });
    await admin.watched.close();
    first = await Staff.signIn(product, browser, username, password, false);
    const second = await first.tab('/workers');
    await second.enter(username, password);
    await second.heading('Workers').waitFor();
    await ofAccount(second, 'Sign out everywhere');
    await second.confirm('Sign out everywhere');
    await isSignedOut(second, '/workers');
    await isSignedOut(first, '/dashboard');
  });

  it('is over for all when the server knows it no more, and leaves nothing on the screen', async () => {
    first = await Staff.signIn(product, browser);
    const second = await first.tab('/providers');
    await second.heading('Providers').waitFor();
    const { id } = (await first.call('GET', '/auth/me')) as { id: number };
    await first.call('POST', `/users/${id}/end-sessions`, {});
    await isSignedOut(second, '/providers');
    await isSignedOut(first, '/dashboard');
    await eventually(async () => expect(await first.page.locator('sb-shell').count()).toBe(0));
  });
});
