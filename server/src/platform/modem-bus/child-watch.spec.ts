import { EventEmitter } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ALIVE } from '@signalbox/contracts/workers';
import { watchChild } from './child-watch.js';

/** A process that answers while it is told to. */
class FakeChild extends EventEmitter {
  connected = true;
  answers = true;
  asked = 0;

  send(): boolean {
    this.asked += 1;
    if (this.answers) this.emit('message', ALIVE);
    return true;
  }
}

describe('a process that is watched', () => {
  let child: FakeChild;
  let silent: jest.Mock;
  beforeEach(() => {
    jest.useFakeTimers();
    child = new FakeChild();
    silent = jest.fn();
    watchChild(child as unknown as ChildProcess, silent);
  });
  afterEach(() => void jest.useRealTimers());
  const pass = (seconds: number) => jest.advanceTimersByTime(seconds * 1_000);

  it('is left alone while it answers', () => {
    pass(3_600);
    expect(silent).not.toHaveBeenCalled();
    expect(child.asked).toBeGreaterThan(700);
  });

  it('is told of once it has been silent for half a minute, and asked once meanwhile', () => {
    pass(60);
    const { asked } = child;
    child.answers = false;
    pass(30);
    expect(silent).not.toHaveBeenCalled();
    pass(10);
    expect(silent).toHaveBeenCalledTimes(1);
    expect(child.asked).toBe(asked + 1);
    pass(3_600);
    expect(silent).toHaveBeenCalledTimes(1);
  });

  it('may take two minutes to start', () => {
    child.answers = false;
    pass(115);
    expect(silent).not.toHaveBeenCalled();
    pass(15);
    expect(silent).toHaveBeenCalledTimes(1);
  });

  it('is heard when its answer comes late', () => {
    pass(60);
    child.answers = false;
    pass(20);
    child.emit('message', ALIVE);
    child.answers = true;
    pass(3_600);
    expect(silent).not.toHaveBeenCalled();
  });

  it('is not blamed for a pause of who watches: one tick passes, however long that was', () => {
    pass(60);
    child.answers = false;
    pass(20);
    jest.setSystemTime(Date.now() + 3_600_000);
    pass(5);
    expect(silent).not.toHaveBeenCalled();
  });

  it('that ended is asked no more', () => {
    child.emit('exit');
    pass(3_600);
    expect(child.asked).toBe(0);
    expect(silent).not.toHaveBeenCalled();
  });
});
