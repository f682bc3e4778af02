import { Injectable } from '@nestjs/common';
import type { AlertKindName } from '@signalbox/contracts/alert-kinds';
import type { Totals } from '../../../messaging/counts/totals.js';
import type { AlertRule } from '../rules/alert-rule.js';
import { AlertFactsRepository, type RunFact } from './alert-facts.repository.js';
import { type Finder, type Finding, type Watcher, isAbout, lasting, param } from './finding.js';
import { MINUTE } from '../../../platform/common/clock.js';

const HOUR = 60 * MINUTE;

/** Programs' runs. */
@Injectable()
export class ProgramWatcherService implements Watcher {
  readonly kinds: readonly AlertKindName[] = ['program_stuck', 'program_failed'];

  constructor(private readonly facts: AlertFactsRepository) {}

  async look(rules: readonly AlertRule[], now: number): Promise<Finder> {
    const stuck = rules.filter(({ kind }) => kind === 'program_stuck');
    const hours = rules.flatMap((rule) => (rule.kind === 'program_failed' ? [param(rule, 'hours')] : []));
    const failed = hours.length > 0 ? await this.facts.failedSince(now - Math.max(...hours) * HOUR) : [];
    const running = stuck.length > 0 ? await this.facts.running() : [];
    const moved = new Map<number, Map<string, Totals>>();
    for (const rule of running.length > 0 ? stuck : []) {
      const minutes = param(rule, 'minutes');
      if (moved.has(minutes)) continue;
      moved.set(minutes, new Map((await this.facts.totals('program', minutes, now)).map((row) => [row.id, row])));
    }
    return (rule) => {
      if (rule.kind === 'program_failed') {
        const since = now - param(rule, 'hours') * HOUR;
        return failed.filter((run) => run.at >= since && isAbout(rule, run.programId)).map(failure);
      }
      const totals = moved.get(param(rule, 'minutes'));
      return running.flatMap((run) =>
        isAbout(rule, run.programId) && isStuck(run, totals?.get(run.programId), param(rule, 'minutes'), now)
          ? [standstill(run, param(rule, 'minutes'), now)]
          : [],
      );
    };
  }
}

/** Whether a run that goes on does not: its hours are open, and nothing of it left within the last minutes. */
export function isStuck(run: RunFact, totals: Totals | undefined, minutes: number, now: number): boolean {
  if (run.waitsForRecipients || run.reason?.startsWith('outside its sending window')) return false;
  if (now - run.at < minutes * MINUTE) return false;
  return !totals || totals.dispatched + totals.sent + totals.delivered + totals.failed === 0;
}

const about = ({ programId: id, name }: RunFact): Pick<Finding, 'subject' | 'labels' | 'value'> => ({
  subject: { kind: 'program', id, name },
  labels: { program: id },
  value: null,
});

const failure = (run: RunFact): Finding => ({
  ...about(run),
  title: `${run.name} failed`,
  text: run.reason === null ? 'Its last run failed.' : `Its last run failed: ${run.reason}.`,
});

const standstill = (run: RunFact, minutes: number, now: number): Finding => ({
  ...about(run),
  title: `${run.name} is stuck`,
  text: `It runs for ${lasting(now - run.at)}, and nothing of it left within ${minutes} min${run.reason === null ? '' : `: ${run.reason}`}.`,
});
