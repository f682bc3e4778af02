import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { Product } from '../product.js';
import { describeWith } from '../services/describe-with.js';
import { press, startBrowser } from './browser.js';
import { Staff } from './staff.js';

const PRESS_MS = 90;
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };

describeWith('chromium', 'a press while a field has something to say', () => {
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
    // What moves is what this is about. Heard by what is loaded from now on.
    await admin.page.emulateMedia({ reducedMotion: 'no-preference' });
  });
  afterEach(() => admin.watched.close());

  /** Holds the button down for as long as people do. @returns how far it went meanwhile, in pixels */
  const hold = async (target: Locator): Promise<number> => {
    const { mouse } = admin.page;
    await target.scrollIntoViewIfNeeded();
    const before = await target.boundingBox();
    if (before === null) throw new Error('The button cannot be seen');
    await mouse.move(before.x + before.width / 2, before.y + before.height / 2);
    await mouse.down();
    await wait(PRESS_MS);
    const after = await target.boundingBox();
    await mouse.up();
    return after === null ? Number.NaN : Math.hypot(after.x - before.x, after.y - before.y);
  };

  /** A dialog that stands where it is going to stay. */
  const isThere = async () => {
    const { dialog } = admin;
    await dialog.getByRole('button').last().waitFor();
    await settled();
  };
  const settled = () => {
    const animations = 'Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)))';
    return admin.page.evaluate(`${animations}.then(() => undefined)`);
  };

  /** By a button, and an entry of the menu that it opens. */
  const openBy = async (path: string, title: string, button: string, item?: string) => {
    await admin.open(path, title);
    await press(admin.button(button));
    if (item !== undefined) await press(admin.page.getByRole('menuitem', { name: item, exact: true }));
    await isThere();
  };

  it.each([
    ['/sim-cards', 'SIM cards', 'Add SIM card', undefined, 'Number', ''],
    ['/pairs', 'Pairs', 'Add pair', undefined, 'Operator', ''],
    ['/suppressions', 'Suppressions', 'Add number', undefined, 'Number', '1'],
    ['/workers', 'Workers', 'Enrol a worker', undefined, 'Id', 'two words'],
    ['/api-keys', 'API keys', 'New key', undefined, 'Name', ''],
    ['/customers', 'Customers', 'New customer', undefined, 'Name', ''],
    ['/users', 'Users and roles', 'New account', undefined, 'Username', 'two words'],
    ['/alert-rules', 'Alert rules', 'Add rule', undefined, 'Name', ''],
    ['/dashboard', 'Dashboard', 'Account', 'Change password', 'Present password', ''],
  ] as const)(
    'of %s, %s: “%s” %s is not lost, on a desk and on a phone',
    async (...[path, title, button, item, field, text]) => {
      for (const size of [DESK, PHONE]) {
        await admin.page.setViewportSize(size);
        await openBy(path, title, button, item);
        const input = admin.dialog.getByLabel(field, { exact: true }).first();
        await input.fill(text);
        await input.focus();
        const moved = await hold(admin.dialog.getByRole('button', { name: 'Cancel', exact: true }));
        expect({ title, size, moved }).toEqual({ title, size, moved: 0 });
        await admin.dialog.waitFor({ state: 'detached' });
      }
      admin.watched.expectNoProblems();
    },
  );

  it('of a menu, a choice or a dialog that is only just appearing is not lost: they stand where they stay', async () => {
    const { page } = admin;
    const animations = await page.context().newCDPSession(page);
    await animations.send('Animation.enable');
    /** How far it is from where it appears to where it stays, in pixels. */
    const way = async (open: Locator, target: Locator): Promise<number> => {
      await animations.send('Animation.setPlaybackRate', { playbackRate: 0.001 });
      await press(open);
      const first = await target.boundingBox();
      await animations.send('Animation.setPlaybackRate', { playbackRate: 1000 });
      await settled();
      const last = await target.boundingBox();
      return first && last ? Math.hypot(last.x - first.x, last.y - first.y) : Number.NaN;
    };
    await admin.open('/sim-cards', 'SIM cards');
    expect(await way(admin.button('Account'), page.getByRole('menuitem').last())).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await way(admin.button('Add SIM card'), admin.dialog.getByRole('button').last())).toBe(0);
    admin.watched.expectNoProblems();
  });

  it('leaves the focus where somebody put it while a dialog was appearing', async () => {
    const { page, dialog } = admin;
    await admin.open('/customers', 'Customers');
    const slow = 'window.setTimeout = (task, ms = 0, ...rest) => later(task, ms * 10, ...rest)';
    await page.evaluate(`{ const later = window.setTimeout; ${slow}; }`);
    await press(admin.button('New customer').first());
    await dialog.getByLabel('Phone', { exact: true }).focus();
    // Ten times what the dialog takes to appear.
    await wait(2_000);
    expect(await page.evaluate('document.activeElement.type')).toBe('tel');
    admin.watched.expectNoProblems();
  });

  it('of a form that is a page is not lost either', async () => {
    for (const size of [DESK, PHONE]) {
      await admin.page.setViewportSize(size);
      await admin.open('/providers/new', 'New provider');
      await admin.page.getByLabel('Label', { exact: true }).focus();
      expect({ size, moved: await hold(admin.link('Cancel')) }).toEqual({ size, moved: 0 });
      await admin.heading('Providers').waitFor();
    }
    admin.watched.expectNoProblems();
  });

  it('says what is wrong when the press is over, in more lines than are kept free', async () => {
    await openBy('/sim-cards', 'SIM cards', 'Add SIM card');
    await admin.page.setViewportSize(PHONE);
    await isThere();
    await admin.fill('Messages a minute', '0');
    const moved = await hold(admin.dialog.getByRole('button', { name: 'Add', exact: true }));
    expect(moved).toBe(0);
    const error = admin.dialog.locator('mat-error').filter({ hasText: 'leave it empty for no limit' });
    await error.waitFor();
    expect(await admin.dialog.getByLabel('Messages a minute').getAttribute('aria-invalid')).toBe('true');
    await admin.picture('errors-on-a-phone');
  });
});
