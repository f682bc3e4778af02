import { type Answer, cme, CME, cms, CMS } from './answer.js';
import type { AtCommand } from './command-line.js';
import { generalCommands } from './commands/general-commands.js';
import { networkCommands } from './commands/network-commands.js';
import { simCommands } from './commands/sim-commands.js';
import { smsSendCommands } from './commands/sms-send-commands.js';
import { smsSettingsCommands } from './commands/sms-settings-commands.js';
import { smsStorageCommands } from './commands/sms-storage-commands.js';
import type { ModemParts } from './modem-parts.js';

/** Everything the modem understands. @returns what runs a command. */
export function modemCommands(parts: ModemParts): (command: AtCommand) => Answer {
  const always = { ...generalCommands(parts), ...simCommands(parts), ...networkCommands(parts) };
  const withSim = { ...smsSettingsCommands(parts), ...smsStorageCommands(parts), ...smsSendCommands(parts) };
  if (parts.options.vendor !== 'huawei') for (const name of ['^CURC', '^PORTSEL']) delete always[name];
  return (command) => {
    const handler = always[command.name];
    if (handler) return handler(command);
    const message = withSim[command.name];
    if (!message) return unknown(parts);
    if (parts.sim.state === 'READY' || command.name === '+CMGF') return message(command);
    return cms(parts.sim.state === 'SIM PUK' ? CMS.pukRequired : CMS.pinRequired);
  };
}

function unknown({ vendor }: ModemParts): Answer {
  return vendor.unknown === null ? cme(CME.notSupported) : { type: 'final', line: vendor.unknown };
}
