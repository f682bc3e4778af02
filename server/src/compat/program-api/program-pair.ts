import type {
  ProgramApiFile,
  ProgramApiNewPair,
  ProgramApiPair,
  ProgramApiPairChange,
  ProgramApiSession,
} from '@signalbox/contracts/program-api';
import { NewProgram, type Program, type ProgramPatch, type Run } from '@signalbox/contracts/programs';
import { isoTime } from '../../platform/common/clock.js';
import type { NumberList } from '../../campaigns/number-lists/number-list.js';

type Settings = Omit<ProgramApiNewPair, 'pair_name'>;

/** What a client says of a program, in the words of the programs; what it leaves out is left out. */
const toSettings = ({ active_status, country_operator, ...same }: Settings): ProgramPatch => ({
  ...same,
  pair_id: country_operator,
  active: active_status,
});

const withoutGaps = (patch: ProgramPatch): ProgramPatch =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));

export const toPatch = ({ pair_name, ...settings }: ProgramApiPairChange): ProgramPatch =>
  withoutGaps({ name: pair_name, ...toSettings(settings) });

/** A new program, without a list. @param template of one that says none */
export const toNewProgram = ({ pair_name, ...settings }: ProgramApiNewPair, template: string): NewProgram =>
  NewProgram.parse({ name: pair_name, template, ...withoutGaps(toSettings(settings)) });

/** A program in the names of this API. */
export const toProgramPair = (program: Program, list: NumberList | null): ProgramApiPair => ({
  pairName: program.name,
  activeStatus: program.active,
  priority: program.priority,
  proxy: program.proxy,
  sessionDetails: program.run ? toSession(program.run) : {},
  createdAt: program.created_at,
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
  size: details.fileSize,
  rows: details.rows,
  status,
  reason: details.reason,
  upload_date: isoTime(createdAt),
});
