import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { ImportFailure } from '../../../platform/number-tables/import-failure.js';
import { type ImportFindings, type ImportOrder, type ImportSink, importFile } from './importer.js';
import { CHUNKS_IN_FLIGHT, STORED, type ThreadMessage } from './protocol.js';

const PROGRESS_MS = 250;
/** Below the thread that messages go through. */
const NICENESS = 10;

if (!parentPort) throw new Error('this is the program of a worker thread');
const port = parentPort;
const post = (message: ThreadMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

/** Hands chunks to the main thread, a few ahead of what it has stored. */
class MainThread implements ImportSink {
  findings: ImportFindings | null = null;
  private inFlight = 0;
  private resume: () => void = () => undefined;
  private toldAt = 0;

  constructor() {
    port.on('message', (message) => {
      if (message !== STORED) return;
      this.inFlight--;
      this.resume();
    });
  }

  async chunk(kind: 'rows' | 'rejects', number: number, packed: Uint8Array): Promise<void> {
    // A copy of its own, since what lies beside it in memory would move along.
    const data = new Uint8Array(packed);
    post({ type: 'chunk', kind, number, data }, [data.buffer]);
    this.inFlight++;
    while (this.inFlight >= CHUNKS_IN_FLIGHT) await new Promise<void>((resolve) => (this.resume = resolve));
  }

  progress(findings: ImportFindings, share: number): void {
    this.findings = findings;
    if (performance.now() - this.toldAt < PROGRESS_MS) return;
    this.toldAt = performance.now();
    post({ type: 'progress', findings, share });
  }
}

async function run(order: ImportOrder): Promise<void> {
  // On Linux a thread has a niceness of its own; elsewhere this would be the whole server's.
  if (process.platform === 'linux') setPriority(0, NICENESS);
  const main = new MainThread();
  let reason: string | null = null;
  try {
    await importFile(order, main);
  } catch (error) {
    if (!(error instanceof ImportFailure)) throw error;
    reason = error.message;
  }
  post({ type: 'end', outcome: { reason, findings: main.findings } });
}

await run(workerData as ImportOrder);
