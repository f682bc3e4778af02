import { describe, expect, it } from 'vitest';
import type { Alert } from '@signalbox/contracts/alerts';
import { firingOf } from './alerts-about';

const alert = (id: number, state: Alert['state'], severity: Alert['severity'] = 'warning') =>
  ({ id, state, severity }) as Alert;

describe('what fires about a thing', () => {
  it('is not what is only noticed yet, and has the worst first', () => {
    const alerts = [
      alert(1, 'pending', 'critical'),
      alert(2, 'firing', 'info'),
      alert(3, 'acknowledged'),
      alert(4, 'firing', 'critical'),
    ];
    expect(firingOf(alerts).map(({ id }) => id)).toEqual([4, 3, 2]);
  });
});
