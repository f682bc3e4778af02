import { describe, expect, it } from 'vitest';
import type { Alert } from '@signalbox/contracts/alerts';
import { aboutAlert, linesOf, linkOf, matchersOf } from './alert-words';

describe('what a silence is about', () => {
  it('is written a line each, and read back', () => {
    expect(matchersOf('kind = sim_offline\n\nworker=w*')).toEqual({ kind: 'sim_offline', worker: 'w*' });
    expect(linesOf({ a: '1', b: '2' })).toBe('a=1\nb=2');
  });

  it.each(['', '   ', 'kind', '=x', 'kind=', '9a=1'])('is not "%s"', (lines) => {
    expect(matchersOf(lines)).toBeNull();
  });

  it('is the kind and the thing of an alert', () => {
    const alert = {
      kind: 'sim_offline',
      title: 'x',
      subject: { kind: 'sim_card', id: '4' },
      labels: {},
    } as unknown as Alert;
    expect(aboutAlert(alert)).toBe('kind=sim_offline\nsim_card=4');
    expect(aboutAlert({ ...alert, labels: { alertname: 'Down' }, subject: { ...alert.subject, kind: 'other' } })).toBe(
      'alertname=Down',
    );
  });
});

describe('what an alert is about', () => {
  it('has a page, or none', () => {
    expect(linkOf({ kind: 'sim_card', id: '4', name: '' })).toEqual(['/sim-cards', '4']);
    expect(linkOf({ kind: 'worker', id: 'a', name: '' })).toEqual(['/workers']);
    expect(linkOf({ kind: 'system', id: 'system', name: '' })).toBeNull();
  });
});
