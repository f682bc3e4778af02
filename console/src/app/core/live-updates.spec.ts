import { describe, expect, it } from 'vitest';
import { idAt, timeAt, updateOf } from '../../testing/live';
import { coalesce, isLater } from './live-updates';

describe('coalescing', () => {
  it('keeps the latest status of each message, whatever the order of arrival', () => {
    const batch = [
      updateOf({ status: 'delivered', timestamp: timeAt(30) }),
      updateOf({ message_id: idAt(5), status: 'queued', timestamp: timeAt(5) }),
      updateOf({ status: 'dispatched', timestamp: timeAt(10) }),
    ];
    expect(coalesce(batch).map(({ message_id, status }) => [message_id, status])).toEqual([
      [idAt(0), 'delivered'],
      [idAt(5), 'queued'],
    ]);
  });

  it('takes the further status when two changes fall into one millisecond', () => {
    const batch = [updateOf({ status: 'sent' }), updateOf({ status: 'dispatched' })];
    expect(coalesce(batch)[0]?.status).toBe('sent');
  });
});

describe('the order of changes', () => {
  it('lets a message sent again go back to the queue', () => {
    expect(isLater({ status: 'queued', at: timeAt(50) }, { status: 'failed', at: timeAt(20) })).toBe(true);
  });

  it('does not take the same change twice', () => {
    const change = { status: 'sent', at: timeAt(1) } as const;
    expect(isLater(change, change)).toBe(false);
  });
});
