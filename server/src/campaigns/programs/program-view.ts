import type {
  FailWhen,
  NewProgram,
  Program as ProgramView,
  Run,
  SendingWindow as WindowView,
} from '@signalbox/contracts/programs';
import { isoTime } from '../../platform/common/clock.js';
import type { ClientWords } from '@signalbox/contracts/program-words';
import type { FailureThreshold, Program, ProgramDetails, SendingWindow } from './program.js';

const toWindow = (window: WindowView | null): SendingWindow | null =>
  window && { days: window.days, from: window.from, to: window.to, timeZone: window.time_zone };

const toThreshold = (threshold: FailWhen | null): FailureThreshold | null =>
  threshold && {
    successBelow: threshold.success_below,
    minutes: threshold.minutes,
    atLeast: threshold.at_least,
  };

/** What a client says of a program, with its sender in E.164 already; its proxy and its words are kept in their own way. */
export const toDetails = (
  body: Omit<NewProgram, 'name' | 'pair_id' | 'number_list_id' | 'proxy'>,
): Omit<ProgramDetails, 'proxy' | 'proxySecret' | keyof ClientWords> => ({
  template: body.template,
  sender: body.sender,
  priority: body.priority,
  ratePerMinute: body.rate_per_minute,
  window: toWindow(body.window),
  validitySeconds: body.validity_seconds,
  active: body.active,
  failWhen: toThreshold(body.fail_when),
  smartEncoding: body.smart_encoding ?? undefined,
});

/** A program in the words of a request: what a change starts from. */
export function toRequest({ name, pairId, listId, details }: Program): NewProgram {
  const { window, failWhen } = details;
  return {
    name,
    pair_id: pairId,
    number_list_id: listId,
    template: details.template,
    sender: details.sender,
    priority: details.priority,
    rate_per_minute: details.ratePerMinute,
    proxy: details.proxy,
    window: window && { days: window.days, from: window.from, to: window.to, time_zone: window.timeZone },
    validity_seconds: details.validitySeconds,
    active: details.active,
    fail_when: failWhen && {
      success_below: failWhen.successBelow,
      minutes: failWhen.minutes,
      at_least: failWhen.atLeast,
    },
    smart_encoding: details.smartEncoding ?? null,
  };
}

/** A program as the API shows it. */
export const toView = (program: Program, run: Run | null): ProgramView => ({
  id: program.id,
  ...toRequest(program),
  owner_id: program.ownerId,
  version: program.version,
  run,
  created_at: isoTime(program.createdAt),
  updated_at: isoTime(program.updatedAt),
});
