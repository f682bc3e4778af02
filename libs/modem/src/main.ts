#!/usr/bin/env node
import { createInterface } from 'node:readline';
import process from 'node:process';
import { runControl } from './control-lines.js';
import { ModemEmulator } from './modem-emulator.js';
import { parseProgramOptions, type ProgramOptions, UsageError, USAGE } from './program-options.js';
import { findPtyTool, NoPtyError, openPtyPort } from './pty-port.js';
import { type ModemPort, openTcpPort } from './tcp-port.js';

const WRONG_USAGE = 2;

const say = (...lines: string[]): void => {
  for (const line of lines) process.stdout.write(`${line}\n`);
};

/** Where the modem with this index goes. */
function open(modem: ModemEmulator, options: ProgramOptions, index: number): Promise<ModemPort> {
  if (options.tcp !== null) return openTcpPort(modem, options.tcp === 0 ? 0 : options.tcp + index, options.host);
  const tool = findPtyTool();
  const link = options.link !== undefined && options.count > 1 ? `${options.link}${index}` : options.link;
  return openPtyPort(modem, tool, link);
}

async function main(): Promise<void> {
  const options = parseProgramOptions(process.argv.slice(2));
  if (options.help) return say(USAGE.trimEnd());
  const modems: ModemEmulator[] = [];
  const ports: ModemPort[] = [];
  const stop = async (code: number): Promise<void> => {
    for (const modem of modems) modem.close();
    await Promise.allSettled(ports.map((port) => port.close()));
    process.exit(code);
  };
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGINT', () => void stop(0));
  process.on('SIGHUP', () => void stop(0));

  try {
    for (let index = 0; index < options.count; index++) {
      const modem = new ModemEmulator(options.modem, index);
      for (const fault of options.faults) modem.setFault(fault);
      modems.push(modem);
      const port = await open(modem, options, index);
      ports.push(port);
      modem.on('lost', (error) => process.stderr.write(`${port.address}: ${error.message}\n`));
      const { number, imei, iccid } = modem.options;
      say(`${port.address} number=${number} imei=${imei} iccid=${iccid}`);
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return await stop(1);
  }
  // The end of the input is not the end of the modem: it may run without a terminal.
  createInterface({ input: process.stdin, terminal: false }).on('line', (line) => {
    if (line.trim() === 'quit') void stop(0);
    else if (line.trim() !== '') say(...runControl(modems, line));
  });
}

main().catch((error: unknown) => {
  const expected = error instanceof UsageError || error instanceof NoPtyError;
  process.stderr.write(`${expected ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(error instanceof UsageError ? WRONG_USAGE : 1);
});
