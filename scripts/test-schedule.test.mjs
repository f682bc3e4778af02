import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chosen, schedule } from './test-schedule.mjs';

/** Steps that end when they are told to, and the order of what happened. */
function stage(...steps) {
  const told = [];
  const ends = new Map();
  const run = (step, needed) =>
    new Promise((resolve) => {
      told.push(`begin ${step.title}${needed.length > 0 ? ` after ${needed.join()}` : ''}`);
      ends.set(step.title, () => {
        told.push(`end ${step.title}`);
        resolve(`${step.title} done`);
      });
    });
  const end = async (title) => {
    ends.get(title)();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { told, end, over: schedule(steps, 2, run) };
}

describe('steps side by side', () => {
  it('begins as many as there are lanes, in the order of the list, and answers in it', async () => {
    const { told, end, over } = stage({ title: 'a' }, { title: 'b' }, { title: 'c' });
    await end('b');
    await end('c');
    await end('a');
    assert.deepEqual(told, ['begin a', 'begin b', 'end b', 'begin c', 'end c', 'end a']);
    assert.deepEqual(await over, ['a done', 'b done', 'c done']);
  });

  it('lets what needs another wait for it, and others pass', async () => {
    const { told, end, over } = stage({ title: 'a', key: 'code' }, { title: 'b', needs: ['code'] }, { title: 'c' });
    assert.deepEqual(told, ['begin a', 'begin c']);
    await end('a');
    assert.deepEqual(told.at(-1), 'begin b after a done');
    await end('b');
    await end('c');
    await over;
  });

  it('does not wait for ever for what is not there', async () => {
    await assert.rejects(
      schedule([{ title: 'a', needs: ['nothing'] }], 2, () => Promise.resolve()),
      /needs/,
    );
  });
});

describe('the steps that are asked for', () => {
  const steps = [
    { part: 'types', key: 'code' },
    { part: 'unit', title: 'u' },
    { part: 'e2e', title: 'e', needs: ['code'] },
  ];

  it('are all of them, of a part its own, and what that needs', () => {
    assert.deepEqual(chosen(steps, []), steps);
    assert.deepEqual(chosen(steps, ['unit']), [steps[1]]);
    assert.deepEqual(chosen(steps, ['e2e']), [steps[0], steps[2]]);
  });
});
