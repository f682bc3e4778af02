import { describe, expect, it } from '@jest/globals';
import { QUEUE_START } from '../message.repository.js';
import { LaneBacklog, before } from './lane-backlog.js';

const at = (dueAt: number, seq = 0) => ({ dueAt, seq });
/** One that was read to its end, with nothing left. */
function clear(): LaneBacklog {
  const backlog = new LaneBacklog();
  backlog.begin(QUEUE_START);
  backlog.end(null);
  backlog.caughtUp();
  return backlog;
}
const fromOf = (backlog: LaneBacklog, key: string) => new Map(backlog.entries()).get(key);

describe('what of a lane is in the database alone', () => {
  it('may be anything before the lane was read once', () => {
    const backlog = new LaneBacklog();
    expect(backlog.has('a')).toBe(true);
    expect(clear().has('a')).toBe(false);
  });

  it('begins with the first that was left, in whatever order they come', () => {
    const backlog = clear();
    for (const dueAt of [5, 3, 8]) backlog.leave('a', at(dueAt));
    expect(fromOf(backlog, 'a')).toEqual(at(3));
    expect([backlog.has('a'), backlog.has('b')]).toEqual([true, false]);
  });

  it('is nothing any more when a reading from there left nothing', () => {
    const backlog = clear();
    backlog.leave('a', at(5));
    backlog.begin(at(5));
    backlog.end(null);
    expect(backlog.has('a')).toBe(false);
  });

  it('begins where the reading first passed over a message of the route', () => {
    const backlog = clear();
    backlog.leave('a', at(5));
    backlog.begin(at(5));
    backlog.passOver('a', before(at(7, 70)));
    backlog.passOver('a', before(at(9, 90)));
    backlog.end(null);
    expect(fromOf(backlog, 'a')).toEqual(at(7, 69));
  });

  it('stays for a route whose beginning the reading did not pass', () => {
    const backlog = clear();
    backlog.leave('a', at(5));
    backlog.begin(at(6));
    backlog.end(null);
    expect(fromOf(backlog, 'a')).toEqual(at(5));
  });

  it('stays when the reading ended before it', () => {
    const backlog = clear();
    backlog.leave('a', at(5));
    backlog.begin(QUEUE_START);
    backlog.end(at(4, 7));
    expect(fromOf(backlog, 'a')).toEqual(at(5));
  });

  it('begins where the reading ended when that left nothing until there', () => {
    const backlog = clear();
    backlog.leave('a', at(5));
    backlog.begin(at(5));
    backlog.end(at(6, 7));
    expect(fromOf(backlog, 'a')).toEqual(at(6, 7));
  });

  it('begins with what was left meanwhile before the place where the reading ended', () => {
    const backlog = clear();
    backlog.leave('a', at(3));
    backlog.begin(at(3));
    backlog.leave('a', at(5));
    backlog.end(at(6, 7));
    expect(fromOf(backlog, 'a')).toEqual(at(5));
  });

  it('begins with what was left while the reading went on', () => {
    const backlog = clear();
    backlog.leave('a', at(5));
    backlog.begin(at(5));
    backlog.leave('a', at(9));
    backlog.end(null);
    expect(fromOf(backlog, 'a')).toEqual(at(9));
  });

  it('begins with the earlier of both when the reading passed over another', () => {
    const backlog = clear();
    backlog.leave('a', at(5));
    backlog.begin(at(5));
    backlog.leave('a', at(6));
    backlog.passOver('a', at(8));
    backlog.end(null);
    expect(fromOf(backlog, 'a')).toEqual(at(6));
  });
});
