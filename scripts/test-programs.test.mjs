import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { node } from './test-programs.mjs';

const quietly = (text, limits = {}) => node(['-e', text], { seconds: 30, print: () => undefined, ...limits });

/** Whether a process is there; what has ended and was not fetched yet is not. */
function isThere(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a program of a step', () => {
  it('is well when it ends with 0, and shows and keeps what it printed', async () => {
    let shown = '';
    const result = await quietly('console.log("out"); console.error("err")', { print: (text) => (shown += text) });
    assert.equal(result.ok, true);
    for (const word of ['out', 'err']) assert.ok(shown.includes(word) && result.output.includes(word));
    assert.equal((await quietly('process.exit(3)')).ok, false);
  });

  it('is ended when it is not over in time, with all that it started, and says so', async () => {
    const hangs = 'setInterval(() => undefined, 1000)';
    const starts = `
      const { spawn } = require('node:child_process');
      console.log(spawn(process.execPath, ['-e', ${JSON.stringify(hangs)}]).pid);
      ${hangs}`;
    const { ok, output } = await quietly(starts, { seconds: 4 });
    assert.equal(ok, false);
    assert.match(output, /not over after 4 s/);
    const child = Number(/^\d+/.exec(output)?.[0]);
    assert.ok(child > 0);
    for (const deadline = Date.now() + 10_000; isThere(child) && Date.now() < deadline;) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.equal(isThere(child), false);
  });

  it('that is not there has failed', async () => {
    const { run } = await import('./test-programs.mjs');
    const { ok, output } = await run('no-such-program', [], { seconds: 5, print: () => undefined });
    assert.equal(ok, false);
    assert.match(output, /ENOENT/);
  });
});
