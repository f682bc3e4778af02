import type {
  ProgramApiFile,
  ProgramApiNewPair,
  ProgramApiPair,
  ProgramApiPairChange,
  ProgramApiSession,
} from '@signalbox/contracts/program-api';
import type { NewProgram, ProgramPatch, Run } from '@signalbox/contracts/programs';
import { isoTime } from '../../platform/common/clock.js';
import { type Said, activeStatusOf, orderOf, priorityOfOrder } from '@signalbox/contracts/program-words';
import type { Program } from '../../campaigns/programs/program.js';
import type { ProgramWithRun } from '../../campaigns/programs/programs.service.js';
import type { NumberList } from '../../campaigns/number-lists/number-list.js';

type Settings = Omit<ProgramApiNewPair, 'pair_name'>;

/** What a client says of a program, in the words of the programs; what it leaves out is left out. */
const toSettings = ({ priority, message, text, template, ...rest }: Settings): ProgramPatch => ({
  priority: priority === undefined ? undefined : priorityOfOrder(priority),
  template: message ?? text ?? template,
  proxy: rest.proxy,
  sender: rest.sender,
  rate_per_minute: rest.rate_per_minute,
  pair_id: rest.country_operator,
});

const withoutGaps = (patch: ProgramPatch): ProgramPatch =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));

export const toPatch = ({ pair_name, ...settings }: ProgramApiPairChange): ProgramPatch =>
  withoutGaps({ name: pair_name, ...toSettings(settings) });

/** What a client says in words that are its own. */
export const toSaid = ({ active_status, priority }: Partial<Settings>): Said => ({
  activeStatus: active_status,
  order: priority,
});

/** What a program has of which its client says nothing. */
const UNSAID = { priority: 0 };
const BLANK: Omit<NewProgram, 'name'> = {
  pair_id: null,
  number_list_id: null,
  template: '',
  sender: null,
  priority: priorityOfOrder(UNSAID.priority),
  rate_per_minute: null,
  proxy: null,
  window: null,
  validity_seconds: null,
  active: true,
  fail_when: null,
  smart_encoding: null,
};

/** A new program, without a list, and without a text where the client gives none. */
export const toNewProgram = ({ pair_name, ...settings }: ProgramApiNewPair): NewProgram => ({
  ...BLANK,
  ...withoutGaps(toSettings(settings)),
  name: pair_name,
});

export const toFirstSaid = (body: ProgramApiNewPair): Said => ({
  ...toSaid(body),
  order: body.priority ?? UNSAID.priority,
});

/**
 * Whether a program is from when the client's `active_status` was our `active`, which forbids starting. Here whoever starts
 * such a program makes it active, as it was.
 */
export const isHeldByClient = ({ details }: Program): boolean => !details.active && details.activeStatus === undefined;

/** A program in the names of this API. */
export const toProgramPair = ({ program, run }: ProgramWithRun, list: NumberList | null): ProgramApiPair => ({
  pairName: program.name,
  activeStatus: activeStatusOf(program.details, run),
  priority: orderOf(program.details),
  proxy: program.details.proxy,
  sessionDetails: run ? toSession(run) : {},
  createdAt: isoTime(program.createdAt),
  numberListFile: list && toFile(list),
  pair_id: program.id,
});

const toSession = (run: Run): ProgramApiSession => ({
  id: run.id,
  status: run.status,
  reason: run.reason,
  progress: run.percent,
  total: run.total,
  processed: run.done,
  skipped: run.skipped,
  queued: run.queued,
  sent: run.sent,
  delivered: run.delivered,
  failed: run.failed,
  startedAt: run.started_at,
  endedAt: run.ended_at,
});

const toFile = ({ id, status, details, createdAt }: NumberList): ProgramApiFile => ({
  id,
  filename: details.fileName,
  content_type: details.contentType ?? typeOf(details.fileName),
  size: details.fileSize,
  rows: details.rows,
  status,
  reason: details.reason,
  upload_date: isoTime(createdAt),
});

const TYPES: readonly [ending: RegExp, type: string][] = [
  [/\.xlsx$/i, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  [/\.gz(ip)?$/i, 'application/gzip'],
  [/\.csv$/i, 'text/csv'],
  [/\.(tsv|tab)$/i, 'text/tab-separated-values'],
];

const typeOf = (fileName: string): string => TYPES.find(([ending]) => ending.test(fileName))?.[1] ?? 'text/plain';
