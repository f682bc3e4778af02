import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { ADMIN, type Product } from '../product.js';
import { eventually, press, pressInNavigation, WatchedPage } from './browser.js';

/** Where pictures go, for somebody to look at; none are taken without it. */
const PICTURES = process.env['SCREENSHOTS'];

/** Somebody of staff before the console, signed in, who may also ask the API. */
export class Staff {
  private constructor(
    private readonly product: Product,
    readonly watched: WatchedPage,
    private readonly token: string,
  ) {}

  static async signIn(
    product: Product,
    browser: Browser,
    username = ADMIN.username,
    password = ADMIN.password,
    remember = true,
  ): Promise<Staff> {
    const { token } = (await ask(product, 'POST', '/auth/login', { identifier: username, password })) as {
      token: string;
    };
    const watched = await WatchedPage.open(browser);
    const staff = new Staff(product, watched, token);
    const { page } = staff;
    await page.goto(`${product.url}/console/`);
    if (!remember) await page.getByLabel('Keep me signed in').uncheck();
    await staff.enter(username, password);
    return staff;
  }

  /** What one writes at the sign-in page, until it is left. */
  async enter(username = ADMIN.username, password = ADMIN.password): Promise<void> {
    await this.page.getByLabel('Username or email').fill(username);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await press(this.page.getByRole('button', { name: 'Sign in' }));
    await this.button('Account').waitFor();
  }

  /** Somebody who has not signed in. */
  static async visitor(product: Product, browser: Browser): Promise<Staff> {
    return new Staff(product, await WatchedPage.open(browser), '');
  }

  /** Another tab of the same browser, opened as people do. */
  async tab(path: string): Promise<Staff> {
    const page = await this.page.context().newPage();
    const staff = new Staff(this.product, WatchedPage.watch(page), this.token);
    await page.goto(`${this.product.url}/console${path}`);
    return staff;
  }

  /** A copy of the tab, which has its session storage. */
  async copy(): Promise<Staff> {
    const popup = this.page.waitForEvent('popup');
    await this.page.evaluate('void window.open(location.href)');
    return new Staff(this.product, WatchedPage.watch(await popup), this.token);
  }

  get page(): Page {
    return this.watched.page;
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** Asks the REST API, which must agree. */
  call(method: string, path: string, body?: object): Promise<unknown> {
    return ask(this.product, method, path, body, this.token);
  }

  /** By the navigation. */
  async visit(link: string): Promise<void> {
    await pressInNavigation(this.page, link);
    await this.heading(link).waitFor();
  }

  /** By the address. */
  async open(path: string, title: string | RegExp): Promise<void> {
    await this.page.goto(`${this.product.url}/console${path}`);
    await this.heading(title).waitFor();
  }

  /** By the address, within the console that is open: nothing is loaded anew. */
  async go(path: string, title: string | RegExp): Promise<void> {
    const address = JSON.stringify(`/console${path}`);
    await this.page.evaluate(`history.pushState(null, '', ${address}); dispatchEvent(new PopStateEvent('popstate'))`);
    await this.dialog.waitFor({ state: 'detached' });
    await this.heading(title).waitFor();
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name, level: 1, exact: true });
  }

  row(text: string): Locator {
    return this.page.getByRole('row').filter({ hasText: text });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name, exact: true });
  }

  /** What can be done with a row, by the menu at its end. */
  async act(row: string, action: string): Promise<void> {
    await press(this.button(`Actions for ${row}`));
    await press(this.page.getByRole('menuitem', { name: action, exact: true }));
  }

  async press(button: string): Promise<void> {
    await press(this.dialog.getByRole('button', { name: button, exact: true }));
  }

  /** The last press in a dialog: while one is open, what is behind it has no roles and would pass for gone. */
  async confirm(button: string): Promise<void> {
    await this.press(button);
    await this.dialog.waitFor({ state: 'detached' });
  }

  async fill(field: string, text: string): Promise<void> {
    await this.dialog.getByLabel(field, { exact: true }).fill(text);
  }

  /** In a form of the page itself. */
  async set(field: string, text: string): Promise<void> {
    await this.page.getByLabel(field, { exact: true }).fill(text);
  }

  async choose(field: string, option: string): Promise<void> {
    await press(this.page.getByRole('combobox', { name: field }));
    await press(this.page.getByRole('option', { name: option }).first());
  }

  /** On a narrow screen nothing may stick out of the page, or of the dialog that is open. */
  async expectFits(box: 'mat-sidenav-content' | 'mat-dialog-content'): Promise<void> {
    const wider = `(() => { const box = document.querySelector('${box}'); return box.scrollWidth - box.clientWidth; })()`;
    // Fonts and what is still being read change its width.
    await eventually(async () =>
      expect([this.page.url(), box, await this.page.evaluate(wider)]).toEqual([this.page.url(), box, 0]),
    );
  }

  async picture(name: string): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await this.page.waitForTimeout(700);
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }
}

async function ask(product: Product, method: string, path: string, body?: object, token?: string): Promise<unknown> {
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  expect([`${method} ${path}`, answer.ok]).toEqual([`${method} ${path}`, true]);
  return answer.status === 204 ? null : answer.json();
}
