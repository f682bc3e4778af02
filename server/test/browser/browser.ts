import { expect } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findProgram, givenBy, missing } from '../services/available.js';

/** The Chromium of this machine, without a window. */
export function startBrowser(): Promise<Browser> {
  const executablePath = givenBy('chromium') ?? findProgram('chromium', 'chromium-browser', 'google-chrome');
  if (!executablePath) throw new Error(missing('chromium'));
  // Its sandbox refuses to work for root.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** A page that remembers everything that went wrong in it. */
export class WatchedPage {
  private readonly problems: string[] = [];

  private constructor(readonly page: Page) {
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

  /** In a context of its own: no session, no cache. */
  static async open(browser: Browser): Promise<WatchedPage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return new WatchedPage(page);
  }

  /** @param allowed what this test provoked on purpose */
  expectNoProblems(allowed?: RegExp): void {
    expect(this.problems.filter((problem) => !allowed?.test(problem))).toEqual([]);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
