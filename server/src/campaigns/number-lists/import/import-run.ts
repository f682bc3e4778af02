import { Worker } from 'node:worker_threads';
import { builtProgram } from '../../../platform/package-folder.js';
import type { ChunkKind } from '../number-list.repository.js';
import type { ImportFindings, ImportOrder } from './importer.js';
import { type ImportOutcome, STORED, type ThreadMessage } from './protocol.js';

/** The built program, also when the rest runs from its sources, as in tests. */
const PROGRAM = builtProgram('campaigns/number-lists/import/import-thread.js');
/** Of the thread's own heap, in MB; the set of the numbers seen is outside of it. */
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 6 };

export interface RunHandlers {
  /** Resolves when the chunk is stored. Never called again before it has; what it throws ends the run. */
  store(kind: ChunkKind, number: number, data: Uint8Array): Promise<void>;
  progress(findings: ImportFindings, share: number): void;
}

/**
 * Imports one file in a thread of its own, since the main one carries the messages.
 * @throws Error when the thread died, or when the signal ended it
 */
export async function runImport(
  order: ImportOrder,
  handlers: RunHandlers,
  signal: AbortSignal,
): Promise<ImportOutcome> {
  signal.throwIfAborted();
  const thread = new Worker(PROGRAM, { workerData: order, resourceLimits: LIMITS, execArgv: [], env: {} });
  try {
    return await outcomeOf(thread, handlers, signal);
  } catch (error) {
    if (isOutOfMemory(error))
      return { reason: 'the file takes too much memory; save it as CSV, or split it', findings: null };
    throw error;
  } finally {
    await thread.terminate();
  }
}

function outcomeOf(thread: Worker, handlers: RunHandlers, signal: AbortSignal): Promise<ImportOutcome> {
  return new Promise((resolve, reject) => {
    let stored = Promise.resolve();
    signal.addEventListener('abort', () => void stored.then(() => reject(signal.reason), reject), { once: true });
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the import's thread ended with code ${code}`)));
    thread.on('message', (message: ThreadMessage) => {
      if (message.type === 'progress') handlers.progress(message.findings, message.share);
      else if (message.type === 'end') stored.then(() => resolve(message.outcome), reject);
      else {
        stored = stored
          .then(() => handlers.store(message.kind, message.number, message.data))
          .then(() => thread.postMessage(STORED));
        stored.catch(reject);
      }
    });
  });
}

const isOutOfMemory = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
