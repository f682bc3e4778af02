import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { CHROMIUMS, findProgram, givenBy, missing } from '../services/available.js';

/** How long a page and the browser may take on a slow machine, in ms. */
const PAGE_MS = 120_000;
const START_MS = 180_000;

/** The Chromium of this machine, without a window. */
export function startBrowser(): Promise<Browser> {
  const executablePath = givenBy('chromium') ?? findProgram(...CHROMIUMS);
  if (!executablePath) throw new Error(missing('chromium'));
  // Its sandbox refuses to work for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args, timeout: START_MS });
}

/** How long people hold a button down, in ms: what moves away meanwhile is missed. */
const PRESS_MS = 90;

/** Presses as people do, who do not press again. */
export const press = (target: Locator): Promise<void> => target.click({ delay: PRESS_MS });

/** Checks again and again until it holds: a page is drawn a moment after it knows. @throws what it said at last */
export async function eventually(check: () => Promise<void>): Promise<void> {
  for (const deadline = Date.now() + PAGE_MS; ; await wait(50)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** The pages that are open, for what is told of a test that failed (`environment.mjs`). */
const open = new Set<WatchedPage>();
Object.assign(globalThis, { watchedPages: open });

/** What a page shows, in a few words: what is before it first. */
const SHOWN = `[...document.querySelectorAll('dialog, [role=dialog], [role=menu], [role=listbox], [role=alert], h1, main')]
  .map((part) => (part.role ?? part.localName) + ': ' + part.innerText.replace(/\\s+/g, ' ').slice(0, 300))
  .join('\\n  ')`;

/** A page that remembers everything that went wrong in it. */
export class WatchedPage {
  private readonly problems: string[] = [];

  private constructor(readonly page: Page) {
    open.add(this);
    page.on('close', () => open.delete(this));
    page.on('pageerror', (error) => this.problems.push(`uncaught: ${error.message}`));
    page.on('console', (line) => {
      // A refused request is told by the answer below, with its address.
      if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) {
        this.problems.push(`console: ${line.text()}`);
      }
    });
    page.on('response', (answer) => {
      if (answer.status() >= 400) this.problems.push(`${answer.status()} ${answer.request().method()} ${answer.url()}`);
    });
    page.on('requestfailed', (request) => {
      // A page that is left takes its unfinished requests back.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
        this.problems.push(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`);
      }
    });
  }

  /** In a context of its own: no session, no cache. Nothing moves but where a test asks for it: each frame costs a core. */
  static async open(browser: Browser): Promise<WatchedPage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    return WatchedPage.watch(await context.newPage());
  }

  static watch(page: Page): WatchedPage {
    page.setDefaultTimeout(PAGE_MS);
    return new WatchedPage(page);
  }

  /** Where it is, what it shows and what went wrong in it. */
  async told(): Promise<string> {
    const shown = await this.page.evaluate<string>(SHOWN).catch((error: unknown) => String(error));
    return [`Page ${this.page.url()}`, shown, ...this.problems].join('\n  ');
  }

  /** @param allowed what this test provoked on purpose */
  expectNoProblems(allowed?: RegExp): void {
    expect(this.problems.filter((problem) => !allowed?.test(problem))).toEqual([]);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/** The areas of the navigation that have several rooms. */
const AREAS: Record<string, readonly string[]> = {
  Home: ['Dashboard', 'Alerts', 'Statistics'],
  Messages: ['Outbox', 'Inbox'],
  Programs: ['Programs', 'Number lists', 'Suppressions'],
  Business: ['Customers', 'Invoices', 'Payments', 'Tickets', 'Leads', 'Revenue'],
  Settings: [
    'General',
    'Routers',
    'Business settings',
    'Alert rules',
    'Webhooks',
    'API keys',
    'Users and roles',
    'Logs',
  ],
  Network: ['Pairs', 'SIM cards', 'Providers', 'Workers'],
};

/** Presses a link of the navigation; its area is opened first where another one is. */
export async function pressInNavigation(page: Page, link: string): Promise<void> {
  const navigation = page.getByRole('navigation', { name: 'Main' });
  const room = navigation.getByRole('link', { name: link, exact: true });
  const [area] = Object.entries(AREAS).find(([, rooms]) => rooms.includes(link)) ?? [];
  if (area !== undefined) {
    const button = navigation.getByRole('button', { name: area, exact: true });
    // A menu that was opened just now may not be seen yet.
    await button.or(room).first().waitFor();
    // Where an area has one room for somebody, the room itself stands there.
    const isGroup = (await button.count()) > 0;
    if (isGroup && (await button.getAttribute('aria-expanded')) !== 'true') await press(button);
  }
  await press(room);
}
