import { statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { AlertKindName } from '@signalbox/contracts/alert-kinds';
import { Config } from '../../../platform/config/config.js';
import { HealthProbe } from '../../../platform/health/health-probe.js';
import type { AlertRule } from '../rules/alert-rule.js';
import { type Finder, type Finding, SYSTEM, type Watcher, param } from './finding.js';

const GB = 1_000_000_000;

/** What was measured of the machine and the database; null is what no rule asks for, or nobody can tell. */
export interface House {
  freePercent: number | null;
  answerMs: number | null;
  bytes: number | null;
}

/** The disk of the server that looks, and the database. */
@Injectable()
export class HouseWatcherService implements Watcher {
  readonly kinds: readonly AlertKindName[] = ['disk_low', 'database_slow', 'database_large'];

  constructor(
    private readonly database: HealthProbe,
    private readonly config: Config,
  ) {}

  async look(rules: readonly AlertRule[]): Promise<Finder> {
    const has = (kind: AlertKindName): boolean => rules.some((rule) => rule.kind === kind);
    const house: House = {
      freePercent: has('disk_low') ? await freePercentOf(this.config.env.DATA_DIR) : null,
      answerMs: has('database_slow') ? await this.answerMs() : null,
      bytes: has('database_large') ? await this.database.size() : null,
    };
    return (rule) => {
      const wrong = wrongWithHouse(rule, house);
      return wrong === null ? [] : [{ ...wrong, subject: SYSTEM, labels: {} }];
    };
  }

  private async answerMs(): Promise<number> {
    const began = performance.now();
    await this.database.ping();
    return Math.round(performance.now() - began);
  }
}

async function freePercentOf(folder: string): Promise<number | null> {
  try {
    const { bavail, blocks } = await statfs(folder);
    return blocks > 0 ? Math.round((1000 * bavail) / blocks) / 10 : null;
  } catch {
    return null;
  }
}

/** What a rule finds wrong with the house; null is nothing. */
export function wrongWithHouse(rule: AlertRule, house: House): Omit<Finding, 'subject' | 'labels'> | null {
  const { freePercent, answerMs, bytes } = house;
  switch (rule.kind) {
    case 'disk_low':
      if (freePercent === null || freePercent >= param(rule, 'below')) return null;
      return {
        value: freePercent,
        title: 'The disk is nearly full',
        text: `${freePercent} % of the disk of the data folder are free.`,
      };
    case 'database_slow':
      if (answerMs === null || answerMs <= param(rule, 'above')) return null;
      return { value: answerMs, title: 'The database is slow', text: `The database took ${answerMs} ms to answer.` };
    case 'database_large': {
      const size = bytes === null ? null : Math.round((10 * bytes) / GB) / 10;
      if (size === null || size <= param(rule, 'above')) return null;
      return { value: size, title: 'The database is large', text: `The database takes ${size} GB.` };
    }
    default:
      return null;
  }
}
