import { readdir } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import { devicePath, type LineOpener, openLine } from './line-port.js';
import type { ModemNeeds } from './modem.js';
import { PortKeeper } from './port-keeper.js';

/** What USB modems are called on Linux. */
const USB_DEVICE = /^tty(USB|ACM)\d+$/;

export interface PortSource {
  open: LineOpener;
  /** The serial devices that are there now. */
  list: () => Promise<string[]>;
}

/** The ports of this machine. On Linux a look into /dev: SerialPort.list starts a program each time. */
export const machinePorts: PortSource = {
  open: openLine,
  list: async () => {
    if (process.platform !== 'linux') return (await SerialPort.list()).map(({ path }) => path);
    return (await readdir('/dev')).filter((name) => USB_DEVICE.test(name)).map((name) => `/dev/${name}`);
  },
};

/** Holds the configured ports, also those that are absent, and tries the devices that appear. */
export class HotPlug {
  private readonly inUse = new Set<string>();
  private readonly configured: PortKeeper[] = [];
  private readonly found = new Map<string, PortKeeper>();
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(
    private readonly needs: ModemNeeds,
    private readonly source: PortSource,
  ) {}

  start(): void {
    for (const path of this.needs.settings.ports) this.configured.push(this.keeperOf(path, false));
    if (this.needs.settings.scan) void this.scan();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await Promise.all([...this.configured, ...this.found.values()].map((keeper) => keeper.stop()));
  }

  /** A device that was left alone is tried again when it has gone and come back. */
  private async scan(): Promise<void> {
    const paths = await this.source.list().catch((): string[] => []);
    if (this.isStopping) return;
    const there = new Set(paths);
    const ours = new Set(this.needs.settings.ports.map(devicePath));
    for (const [path, keeper] of this.found) {
      if (there.has(path)) continue;
      this.found.delete(path);
      await keeper.stop();
    }
    for (const path of paths) {
      if (!this.found.has(path) && !ours.has(devicePath(path))) this.found.set(path, this.keeperOf(path, true));
    }
    if (!this.isStopping) this.timer = setTimeout(() => void this.scan(), this.needs.timings.scanMs);
  }

  private keeperOf(path: string, isFound: boolean): PortKeeper {
    return new PortKeeper({ path, isFound, open: this.source.open, inUse: this.inUse }, this.needs);
  }
}
