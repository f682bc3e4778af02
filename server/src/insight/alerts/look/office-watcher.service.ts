import { Injectable } from '@nestjs/common';
import type { AlertKindName } from '@signalbox/contracts/alert-kinds';
import type { AlertRule } from '../rules/alert-rule.js';
import { AlertFactsRepository } from './alert-facts.repository.js';
import { type Finder, type Finding, SYSTEM, type Watcher, param } from './finding.js';
import { MINUTE } from '../../../platform/common/clock.js';

/** What is measured of the whole, for a rule with these parameters. */
type Measure = (rule: AlertRule, now: number) => Promise<Omit<Finding, 'subject' | 'labels'> | null>;

/** Payments, tickets, the books, webhooks and sign-ins: figures of the whole, a look for each way that rules ask. */
@Injectable()
export class OfficeWatcherService implements Watcher {
  private readonly measures: Partial<Record<AlertKindName, Measure>> = {
    payments_failed: (rule, now) => this.payments(rule, now),
    payments_unmatched: (rule, now) => this.unmatched(rule, now),
    ticket_sla: (rule, now) => this.tickets(rule, now),
    books_wrong: () => this.books(),
    webhooks_off: (rule) => this.webhooks(rule),
    sign_in_attacks: (rule, now) => this.signIns(rule, now),
  };
  readonly kinds = Object.keys(this.measures) as AlertKindName[];

  constructor(private readonly facts: AlertFactsRepository) {}

  async look(rules: readonly AlertRule[], now: number): Promise<Finder> {
    const looks = new Map<string, Finding[]>();
    for (const rule of rules) {
      const key = keyOf(rule);
      if (looks.has(key)) continue;
      const found = (await this.measures[rule.kind]?.(rule, now)) ?? null;
      looks.set(key, found === null ? [] : [{ ...found, subject: SYSTEM, labels: {} }]);
    }
    return (rule) => looks.get(keyOf(rule)) ?? [];
  }

  private async payments(rule: AlertRule, now: number): ReturnType<Measure> {
    const minutes = param(rule, 'minutes');
    const { failed, ended } = await this.facts.paymentsSince(now - minutes * MINUTE);
    if (ended < Math.max(1, param(rule, 'least'))) return null;
    const percent = Math.round((1000 * failed) / ended) / 10;
    if (percent <= param(rule, 'above')) return null;
    const text = `Of ${ended} payments that were asked for within ${minutes} min, ${percent} % failed.`;
    return { value: percent, title: 'Payments fail', text };
  }

  private async unmatched(rule: AlertRule, now: number): ReturnType<Measure> {
    const hours = param(rule, 'hours');
    const count = await this.facts.unmatchedBefore(now - hours * 60 * MINUTE);
    if (count < param(rule, 'least')) return null;
    return {
      value: count,
      title: 'Payments belong to nobody',
      text: `${count} payments wait for longer than ${hours} h.`,
    };
  }

  private async tickets(rule: AlertRule, now: number): ReturnType<Measure> {
    const count = await this.facts.brokenTickets(now);
    if (count < param(rule, 'least')) return null;
    return { value: count, title: 'Promises to customers are broken', text: `Open tickets that are late: ${count}.` };
  }

  private async books(): ReturnType<Measure> {
    const count = await this.facts.booksWrong();
    if (count === 0) return null;
    const text = `Differences that the nightly check found: ${count}. GET /api/v1/ledger/check says which.`;
    return { value: count, title: 'The books are out of balance', text };
  }

  private async webhooks(rule: AlertRule): ReturnType<Measure> {
    const count = await this.facts.webhooksOff();
    if (count < param(rule, 'least')) return null;
    const text = `Webhooks that are switched off: ${count}. They are gone, or nothing has arrived there for long.`;
    return { value: count, title: 'Webhooks are switched off', text };
  }

  private async signIns(rule: AlertRule, now: number): ReturnType<Measure> {
    const minutes = param(rule, 'minutes');
    const count = await this.facts.failedSignInsSince(now - minutes * MINUTE);
    if (count <= param(rule, 'above')) return null;
    return { value: count, title: 'Very many sign-ins fail', text: `${count} sign-ins failed within ${minutes} min.` };
  }
}

const keyOf = ({ kind, params }: AlertRule): string => `${kind} ${JSON.stringify(Object.entries(params).sort())}`;
