/** Modems: so many as the first argument says, on TCP ports, or on pseudo terminals when the second is `pty`. */
import { ModemEmulator } from '../../../libs/modem/dist/modem-emulator.js';
import { findPtyTool, openPtyPort } from '../../../libs/modem/dist/pty-port.js';
import { openTcpPort } from '../../../libs/modem/dist/tcp-port.js';
import { Seen } from './seen.mjs';

const REPORT_DELAY_MS = 200;

const [count, place] = process.argv.slice(2);
const seen = new Seen();
const ports = [];
for (let index = 0; index < Number(count); index++) {
  const modem = new ModemEmulator({ reportDelayMs: REPORT_DELAY_MS, remembered: 1000 }, index);
  modem.on('sent', ({ to, text }) => seen.add(to, text));
  ports.push(await (place === 'pty' ? openPtyPort(modem, findPtyTool()) : openTcpPort(modem, 0)));
}
process.on('exit', () => ports.forEach((port) => void port.close()));
seen.serve(ports.map(({ address }) => address));
