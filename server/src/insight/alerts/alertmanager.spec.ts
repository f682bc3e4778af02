import { describe, expect, it } from '@jest/globals';
import { AlertmanagerWebhook } from '@signalbox/contracts/alerts';
import { alertmanagerKey, alertmanagerSignal, severityOf } from './alertmanager.js';

const told = (fields: object) =>
  AlertmanagerWebhook.parse({ alerts: [{ status: 'firing', labels: { alertname: 'Down' }, ...fields }] }).alerts.at(
    0,
  ) as AlertmanagerWebhook['alerts'][number];

describe('what Alertmanager tells', () => {
  it('is an alert with its summary and severity', () => {
    const labels = { alertname: 'Down', severity: 'critical', instance: 'a:9090' };
    const signal = alertmanagerSignal(
      told({ labels, annotations: { summary: 'a is down', description: 'for long' } }),
      0,
    );
    expect(signal).toMatchObject({ severity: 'critical', title: 'a is down', text: 'for long', kind: 'Down', labels });
  });

  it('is one whatever its template left out', () => {
    expect(alertmanagerSignal(told({}), 0)).toMatchObject({ title: 'Down', text: '', severity: 'warning' });
    expect(alertmanagerSignal(told({ labels: {}, annotations: { summary: '' } }), 0).title).toBe('Alert');
  });

  it('is the same by its labels, in whatever order', () => {
    const one = alertmanagerKey(told({ labels: { a: '1', b: '2' } }));
    expect(alertmanagerKey(told({ labels: { b: '2', a: '1' } }))).toBe(one);
    expect(alertmanagerKey(told({ labels: { a: '1' } }))).not.toBe(one);
  });

  it.each([
    ['page', 'critical'],
    ['none', 'info'],
    ['whatever', 'warning'],
    [undefined, 'warning'],
  ] as const)('of the severity %s is %s', (text, severity) => {
    expect(severityOf(text)).toBe(severity);
  });
});
