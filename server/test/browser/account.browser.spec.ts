import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import type { Browser } from 'playwright-core';
import { ADMIN, Product } from '../product.js';
import { describeWith } from '../services/describe-with.js';
import { eventually, press, startBrowser } from './browser.js';
import { Staff } from './staff.js';

const PASSWORD = 'a password for tests';
const NEXT = 'one more password, please';
/** Of a code of an authenticator app. */
const STEP_MS = 30_000;
const PHONE = { width: 390, height: 844 };

describeWith('chromium', 'accounts in the console', () => {
  let product: Product;
  let browser: Browser;
  let admin: Staff;

  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });
  beforeEach(async () => {
    admin = await Staff.signIn(product, browser);
  });
  afterEach(() => admin.watched.close());

  const account = async (username: string): Promise<number> => {
    const body = { username, email: `${username}@example.com`, password: PASSWORD, role: 'operator' };
    return ((await admin.call('POST', '/users', body)) as { id: number }).id;
  };
  const ofAccount = async (staff: Staff, action: string) => {
    await press(staff.button('Account'));
    await press(staff.page.getByRole('menuitem', { name: action, exact: true }));
  };
  const signInPage = (staff: Staff) => staff.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  const isSignedIn = async (staff: Staff): Promise<boolean> => {
    try {
      await staff.call('GET', '/auth/me');
      return true;
    } catch {
      return false;
    }
  };
  /** The token that the page has, which is another than the one that `call` shows. */
  const statusOf = (token: string): Promise<number> =>
    fetch(`${product.url}/api/v1/auth/me`, { headers: { authorization: `Bearer ${token}` } }).then(
      ({ status }) => status,
    );
  const tokenOf = async (staff: Staff): Promise<string> => {
    const stored = "localStorage.getItem('signalbox.session') ?? sessionStorage.getItem('signalbox.session')";
    return (JSON.parse(await staff.page.evaluate(stored)) as { token: string }).token;
  };

  it('ends a token at the server at a sign-out, and no other', async () => {
    const token = await tokenOf(admin);
    await press(admin.button('Account'));
    await admin.picture('account-menu');
    await press(admin.page.getByRole('menuitem', { name: 'Sign out', exact: true }));
    await signInPage(admin);
    await eventually(async () => expect(await statusOf(token)).toBe(401));
    expect(await isSignedIn(admin)).toBe(true);
    admin.watched.expectNoProblems();
  });

  it('changes a password, says at its field what is wrong, and goes on', async () => {
    await account('paula');
    const paula = await Staff.signIn(product, browser, 'paula', PASSWORD);
    await ofAccount(paula, 'Change password');
    const submit = () => paula.press('Change');
    await paula.fill('Present password', 'not this one');
    await paula.fill('New password', NEXT);
    await paula.fill('New password, once more', 'another');
    await submit();
    await paula.dialog.locator('mat-error').filter({ hasText: 'not the same password' }).waitFor();
    await paula.fill('New password, once more', NEXT);
    await submit();
    await paula.dialog.locator('mat-error').filter({ hasText: 'Expected the password that you have now' }).waitFor();
    await paula.picture('password-wrong');
    await paula.fill('Present password', PASSWORD);
    await paula.fill('New password', 'paula-paula');
    await paula.fill('New password, once more', 'paula-paula');
    await submit();
    await paula.dialog.locator('mat-error').filter({ hasText: 'without the account' }).waitFor();
    await paula.page.setViewportSize(PHONE);
    await paula.expectFits('mat-dialog-content');
    await paula.picture('password-phone');
    await paula.fill('New password', NEXT);
    await paula.fill('New password, once more', NEXT);
    // By the keyboard, as password managers do.
    await paula.page.keyboard.press('Enter');
    await paula.dialog.waitFor({ state: 'detached' });
    await paula.page.getByText('Your password is another one now').waitFor();
    expect(await isSignedIn(paula)).toBe(false);
    expect(await statusOf(await tokenOf(paula))).toBe(200);
    await paula.page.reload();
    await paula.button('Account').waitFor();
    await paula.watched.close();
  });

  it('signs out everywhere, with the API keys where that is wanted', async () => {
    await account('quentin');
    const quentin = await Staff.signIn(product, browser, 'quentin', PASSWORD);
    const { key } = (await quentin.call('POST', '/api-keys', { name: 'billing' })) as { key: string };
    await ofAccount(quentin, 'Sign out everywhere');
    await quentin.dialog.getByLabel('Revoke my API keys, too').check();
    await quentin.picture('sign-out-everywhere');
    await quentin.confirm('Sign out everywhere');
    await signInPage(quentin);
    expect(await isSignedIn(quentin)).toBe(false);
    const { status } = await fetch(`${product.url}/api/v1/auth/me`, { headers: { 'x-api-key': key } });
    expect(status).toBe(401);
    await quentin.watched.close();
  });

  it('asks for a second factor once it is set up, ends a session of the list, and makes a key with scopes', async () => {
    await account('sam');
    const sam = await Staff.signIn(product, browser, 'sam', PASSWORD);
    await sam.open('/profile', 'Your profile');
    await press(sam.button('Set it up'));
    await sam.fill('Your password', PASSWORD);
    await sam.press('Go on');
    // What they enter who cannot read the picture.
    const secret = (await sam.dialog.locator('code').textContent()) ?? '';
    const app = new TOTP({ secret });
    await sam.fill('Code', app.generate());
    await sam.press('Confirm');
    await sam.confirm('I have kept them');
    await sam.page.getByText('Recovery codes left: 10.').waitFor();

    await ofAccount(sam, 'Sign out');
    await signInPage(sam);
    await sam.set('Username or email', 'sam');
    await sam.set('Password', PASSWORD);
    await press(sam.button('Sign in'));
    await sam.page.getByText('One more step').waitFor();
    // Each code counts once: the next one, which a clock that is a little fast shows.
    await sam.set('Code', app.generate({ timestamp: Date.now() + STEP_MS }));
    await press(sam.button('Sign in'));
    await sam.button('Account').waitFor();

    await sam.open('/profile', 'Your profile');
    expect(await isSignedIn(sam)).toBe(true);
    await press(sam.button('End').first());
    await sam.page.getByText('The session has ended').waitFor();
    await eventually(async () => expect(await isSignedIn(sam)).toBe(false));
    await eventually(async () => expect(await sam.button('End').count()).toBe(0));

    await sam.visit('API keys');
    await press(sam.button('New key'));
    await sam.fill('Name', 'reports');
    await sam.choose('It may', 'Send and read');
    await sam.press('Create');
    const key = await sam.dialog.getByText(/^sbx_/).innerText();
    await sam.confirm('Done');
    await sam.row('reports').getByText('send, read', { exact: true }).waitFor();
    const asks = (method: string, path: string) =>
      fetch(`${product.url}/api/v1${path}`, { method, headers: { 'x-api-key': key.trim() } }).then(
        ({ status }) => status,
      );
    expect([await asks('GET', '/messages'), await asks('POST', '/pairs')]).toEqual([200, 403]);
    await sam.watched.close();
  });

  it('keeps the zone that somebody chose with the account, in any browser', async () => {
    await account('zawadi');
    const zawadi = await Staff.signIn(product, browser, 'zawadi', PASSWORD);
    await zawadi.open('/profile', 'Your profile');
    await zawadi.set('Time zone', 'auckl');
    await press(zawadi.page.getByRole('option', { name: 'Pacific/Auckland' }));
    await zawadi.page.getByText('Such as 1 Dec 2026, 02:05:09').waitFor();
    await zawadi.watched.close();
    const elsewhere = await Staff.signIn(product, browser, 'zawadi', PASSWORD);
    await elsewhere.page.getByText('Days begin at midnight of Pacific/Auckland.').waitFor();
    elsewhere.watched.expectNoProblems();
    await elsewhere.watched.close();
  });

  it('shows an admin everybody’s keys, and ends them', async () => {
    await account('rosa');
    const rosa = await Staff.signIn(product, browser, 'rosa', PASSWORD);
    for (const name of ['shop', 'newsletter']) await rosa.call('POST', '/api-keys', { name });
    await admin.call('POST', '/api-keys', { name: 'monitoring' });

    await admin.visit('API keys');
    await admin.row('monitoring').waitFor();
    expect(await admin.row('shop').count()).toBe(0);
    await press(admin.page.getByRole('radio', { name: 'Everybody’s' }));
    await admin.row('shop').getByText('rosa').waitFor();
    await admin.row('monitoring').getByText(`${ADMIN.username} (you)`).waitFor();
    await admin.picture('keys-light');
    await admin.page.emulateMedia({ colorScheme: 'dark' });
    await admin.picture('keys-dark');
    await admin.page.setViewportSize(PHONE);
    await admin.expectFits('mat-sidenav-content');
    await admin.picture('keys-phone');
    await admin.page.setViewportSize({ width: 1280, height: 800 });

    await admin.act('shop of rosa', 'Revoke');
    await admin.confirm('Revoke');
    await eventually(async () => expect(await admin.row('shop').count()).toBe(0));
    await admin.act('newsletter of rosa', 'Sign rosa out everywhere');
    await admin.picture('end-of-another');
    await admin.confirm('Sign out everywhere');
    await eventually(async () => expect(await admin.row('newsletter').count()).toBe(0));
    await admin.row('monitoring').waitFor();
    admin.watched.expectNoProblems();

    // Somebody else's page hears of it at its next question, which the dashboard asks by itself.
    await signInPage(rosa);
    await rosa.page.getByText('Your session has ended').waitFor();
    await rosa.watched.close();
  });
});
