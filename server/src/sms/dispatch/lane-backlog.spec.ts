import { describe, expect, it } from '@jest/globals';
import { QUEUE_START } from '../message.repository.js';
import { LaneBacklog, before } from './lane-backlog.js';

const at = (dueAt: number, seq = 0) => ({ dueAt, seq });
/** One that was read to its end, with nothing left. */
function clear(): LaneBacklog {
  const backlog = new LaneBacklog();
  backlog.begin(QUEUE_START);
  backlog.end(true);
  backlog.caughtUp();
  return backlog;
}
const fromOf = (backlog: LaneBacklog, key: string) => new Map(backlog.entries()).get(key);

describe('what of a lane is in the database alone', () => {
  it('may be anything before the lane was read once', () => {
    const backlog = new LaneBacklog();
    expect([backlog.has('a'), backlog.isUnread]).toEqual([true, true]);
    expect([clear().has('a'), clear().isUnread]).toEqual([false, false]);
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
    backlog.end(true);
    expect(backlog.has('a')).toBe(false);
  });

  it('begins where the reading first passed over a message of the route', () => {
    const backlog = clear();
    backlog.leave('a', at(5));
    backlog.begin(at(5));
    backlog.passOver('a', before(at(7, 70)));
    backlog.passOver('a', before(at(9, 90)));
    backlog.end(true);
    expect(fromOf(backlog, 'a')).toEqual(at(7, 69));
  });

  it('stays for a route whose beginning the reading did not pass', () => {
    const backlog = clear();
    backlog.leave('a', at(5));
    backlog.begin(at(6));
    backlog.end(true);
    expect(fromOf(backlog, 'a')).toEqual(at(5));
  });

  it('stays when the reading ended early', () => {
    const backlog = clear();
    backlog.leave('a', at(5));
    backlog.begin(QUEUE_START);
    backlog.end(false);
    expect(fromOf(backlog, 'a')).toEqual(at(5));
  });

  it('begins with what was left while the reading went on', () => {
    const backlog = clear();
    backlog.leave('a', at(5));
    backlog.begin(at(5));
    backlog.leave('a', at(9));
    backlog.end(true);
    expect(fromOf(backlog, 'a')).toEqual(at(9));
  });

  it('begins with the earlier of both when the reading passed over another', () => {
    const backlog = clear();
    backlog.leave('a', at(5));
    backlog.begin(at(5));
    backlog.leave('a', at(6));
    backlog.passOver('a', at(8));
    backlog.end(true);
    expect(fromOf(backlog, 'a')).toEqual(at(6));
  });
});
