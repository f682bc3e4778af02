import { type Signal, computed, inject } from '@angular/core';
import type { AlertSubjectKind } from '@signalbox/contracts/alert-kind';
import type { Alert } from '@signalbox/contracts/alerts';
import { AlertsApi } from './alerts.api';
import { allPages } from './all-pages';
import { oneOf } from './one';
import { SessionStore } from './session';

/** What is asked about: one thing, or with null all of its kind. */
export interface About {
  kind: AlertSubjectKind;
  id: string | null;
}

const EVERY_MS = 15_000;
const WEIGHT = { critical: 0, warning: 1, info: 2 } as const;

/** The alerts among those of one thing that fire, whether somebody sees to them or not; the worst first. */
export const firingOf = (alerts: readonly Alert[]): Alert[] =>
  alerts
    .filter(({ state }) => state === 'firing' || state === 'acknowledged')
    .sort((one, other) => WEIGHT[one.severity] - WEIGHT[other.severity]);

/**
 * What fires about something now, kept up while it is seen; none for who may not read alerts, and while nobody knows. To be
 * called in an injection context.
 */
export function alertsAbout(about: Signal<About>): Signal<readonly Alert[]> {
  const api = inject(AlertsApi);
  const session = inject(SessionStore);
  const asked = computed(about, { equal: (one, other) => one.kind === other.kind && one.id === other.id });
  const read = async ({ kind, id }: About): Promise<readonly Alert[]> => {
    if (!session.can('alerts.read')) return [];
    const filter = { open: 'true', subject: kind, ...(id !== null && { subject_id: id }) };
    return firingOf(await allPages((page) => api.list(page, filter)));
  };
  const one = oneOf<About, readonly Alert[]>({ id: asked, read, every: EVERY_MS });
  return computed(() => one.value() ?? []);
}
