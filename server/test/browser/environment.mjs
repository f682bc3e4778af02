import { TestEnvironment } from 'jest-environment-node';

/** Node, and with each test that fails what its pages showed at that moment, which is gone when the log is read. */
export default class BrowserEnvironment extends TestEnvironment {
  async handleTestEvent({ name, error }) {
    if (name !== 'test_fn_failure' || typeof error?.stack !== 'string') return;
    const pages = [...(this.global.watchedPages ?? [])].map((page) => page.told());
    const told = (await Promise.all(pages)).join('\n');
    error.stack = `${error.message}\n${told}\n${error.stack.slice(error.stack.indexOf(error.message) + error.message.length)}`;
  }
}
