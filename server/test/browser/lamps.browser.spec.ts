import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Product } from '../product.js';
import { describeWith } from '../services/describe-with.js';
import { eventually, startBrowser } from './browser.js';
import { Staff } from './staff.js';

describeWith('chromium', 'lamps and figures while the server is gone', () => {
  let product: Product;
  let browser: Browser;

  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });

  it('say that nobody knows, and know again when it is back', async () => {
    const sims = await Staff.signIn(product, browser);
    const dashboard = await sims.tab('/dashboard');
    const workers = await sims.tab('/workers');
    await sims.open('/sim-cards', 'SIM cards');
    const online = (staff: Staff) => staff.page.locator('sb-state-chip').filter({ hasText: 'Online' });
    const lamp = (what: string, state: string) => sims.page.getByRole('status', { name: `${what}: ${state}` });
    const figures = () => dashboard.page.locator('sb-stat-card strong').allInnerTexts();
    const isUp = async () => {
      await online(sims).nth(3).waitFor();
      await online(workers).first().waitFor();
      await lamp('The broker to the workers', 'connected').waitFor();
      await eventually(async () => expect(await figures()).toContain('4'));
    };
    await isUp();

    await product.kill9();
    await lamp('The broker to the workers', 'not known').waitFor();
    for (const staff of [sims, workers]) {
      await eventually(async () => expect(await online(staff).count()).toBe(0));
      await staff.page.locator('sb-state-chip').filter({ hasText: 'Not known' }).first().waitFor();
    }
    await eventually(async () => expect(new Set(await figures())).toEqual(new Set(['–'])));
    await sims.picture('lamps-without-a-server');
    await dashboard.picture('figures-without-a-server');

    await product.startAgain();
    await isUp();
  });
});
