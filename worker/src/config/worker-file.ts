import { readFileSync, realpathSync } from 'node:fs';
import { requiredSecrets } from '@signalbox/contracts/provider-kind';
import { PROVIDER_KINDS } from '@signalbox/contracts/provider-kinds';
import { isGivenKey, ProviderChannel } from '@signalbox/contracts/providers';
import { EXPECTED_SENDER, SENDER } from '@signalbox/contracts/rules';
import { z } from 'zod';
import { GsmSettings } from '../drivers/gsm/gsm-settings.js';
import { MqttModemSettings } from '../drivers/mqtt-modem/mqtt-modem-settings.js';
import { fillPlaceholders } from './placeholders.js';

/** What a worker holds, as its own file says: its modems, and accounts whose secrets shall not pass through the server. */
export const WorkerFile = z
  .strictObject({
    gsm: GsmSettings.prefault({}),
    mqtt_modems: MqttModemSettings.optional(),
    providers: z.array(ProviderChannel).max(64, 'expected at most 64 providers').default([]),
  })
  .superRefine(({ gsm, providers }, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    for (const index of repeated(gsm.ports.map(deviceOf))) issue(['gsm', 'ports', index], 'expected each port once');
    gsm.ports.forEach((port, index) => {
      if (isOutOfRange(port)) issue(['gsm', 'ports', index], 'expected a TCP port from 1 to 65535');
    });
    for (const index of repeated(providers.map(({ key }) => key))) {
      issue(['providers', index, 'key'], 'expected a key of its own');
    }
    providers.forEach((provider, index) => {
      const { key, driver } = provider;
      // A key without a driver has its own complaint.
      if (key.includes(':') && !key.startsWith(`${driver}:`))
        issue(['providers', index, 'key'], `expected ${driver}: and a name`);
      // The server removes the channels that it gave such a key, and takes them from no worker that it did not tell.
      else if (isGivenKey(key))
        issue(['providers', index, 'key'], 'expected a name that does not begin with api-, which the server gives');
      if (provider.sender !== null && !SENDER.test(provider.sender))
        issue(['providers', index, 'sender'], EXPECTED_SENDER);
      for (const name of missingSecrets(provider)) issue(['providers', index, 'secrets', name], 'expected to be set');
    });
  });
export type WorkerFile = z.infer<typeof WorkerFile>;

/** What is wrong with the file, a line each; never a value, which may be a secret. */
export class WorkerFileError extends Error {}

/**
 * Reads the file. A text that is `${NAME}` stands for the environment variable of that name, so that the file needs
 * not hold secrets.
 * @throws WorkerFileError naming the fields, and what was expected
 */
export function readWorkerFile(path: string | undefined, env: Record<string, string | undefined>): WorkerFile {
  if (path === undefined) return WorkerFile.parse({});
  const { value, problems } = fillPlaceholders(parsed(path), env);
  if (problems.length > 0) throw refusal(path, problems);
  const result = WorkerFile.safeParse(value);
  if (result.success) return result.data;
  throw refusal(
    path,
    result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  );
}

function parsed(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new WorkerFileError(
      `WORKER_CONFIG: cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? 'error'}`,
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // Not the parser's own words: they quote the file.
    const [, line] = /\(line (\d+) /.exec(String(error)) ?? [];
    throw new WorkerFileError(`${path}: expected JSON${line === undefined ? '' : `; see line ${line}`}`);
  }
}

const refusal = (file: string, problems: { path: string; message: string }[]): WorkerFileError =>
  new WorkerFileError(problems.map(({ path, message }) => `${file}: ${path && `${path}: `}${message}`).join('\n'));

/** The places of what was there before. */
const repeated = (values: readonly string[]): number[] =>
  values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));

/** Two names may mean one device: links, as udev makes them. A device that is not there yet goes by its name. */
function deviceOf(port: string): string {
  if (port.startsWith('tcp://')) return port.toLowerCase();
  try {
    return realpathSync(port);
  } catch {
    return port;
  }
}

function isOutOfRange(port: string): boolean {
  const [, number] = /^tcp:\/\/.*:(\d+)$/.exec(port) ?? [];
  return number !== undefined && (Number(number) < 1 || Number(number) > 65_535);
}

/** What an HTTP profile cannot work without; an SMSC may want no password. */
const missingSecrets = (provider: ProviderChannel): string[] =>
  provider.driver === 'http'
    ? requiredSecrets(PROVIDER_KINDS[provider.settings.profile]).filter((name) => provider.secrets[name] === undefined)
    : [];
