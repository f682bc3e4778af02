import { describe, expect, it } from '@jest/globals';
import { matches, withoutShare } from './topic-filter.js';

describe('topic filters', () => {
  it.each([
    ['a/b/c', 'a/b/c', true],
    ['a/b/c', 'a/b', false],
    ['a/b', 'a/b/c', false],
    ['a/+/c', 'a/b/c', true],
    ['a/+/c', 'a/b/d/c', false],
    ['a/+', 'a', false],
    ['a/+', 'a/', true],
    ['+', 'a', true],
    ['+/+', '/a', true],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['#', 'a/b', true],
    ['#', '$SYS/uptime', false],
    ['+/uptime', '$SYS/uptime', false],
    ['a/b', 'A/b', false],
  ])('%s and %s: %s', (filter, topic, expected) => {
    expect(matches(filter, topic)).toBe(expected);
  });

  it('takes the group of a shared subscription off', () => {
    expect(withoutShare('$share/servers/a/+/c')).toBe('a/+/c');
    expect(withoutShare('a/+/c')).toBe('a/+/c');
  });
});
