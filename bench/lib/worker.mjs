import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adopt, end } from './processes.mjs';

const MAIN = join(import.meta.dirname, '..', '..', 'worker', 'dist', 'main.js');

/** A worker apart, with the simulator: on defaults, its journal in `dataDir`. */
export class Worker {
  constructor(folder, mqttUrl) {
    this.dataDir = join(folder, 'worker');
    this.log = join(folder, 'worker.log');
    this.mqttUrl = mqttUrl;
  }

  start() {
    mkdirSync(this.dataDir, { recursive: true });
    const log = openSync(this.log, 'a');
    const env = {
      PATH: process.env.PATH,
      WORKER_ID: 'apart',
      MQTT_URL: this.mqttUrl,
      DATA_DIR: this.dataDir,
      // All that a run sends is counted afterwards.
      SIMULATOR_LEDGER_MB: '4096',
    };
    this.child = adopt(spawn(process.execPath, [MAIN], { stdio: ['ignore', log, log], env }));
    closeSync(log);
  }

  logTail() {
    return readFileSync(this.log, 'utf8').split('\n').slice(-20).join('\n');
  }

  kill9() {
    return end(this.child, 'SIGKILL');
  }

  stop() {
    return end(this.child);
  }
}
