import { createServer } from 'node:http';
import { once } from 'node:events';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

/** Takes webhooks in a thread of its own and counts them, so that the load generator does not wait for it. */
export class HookReceiver {
  static async start() {
    const counts = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(new URL(import.meta.url), { workerData: counts });
    const [port] = await once(worker, 'message');
    return new HookReceiver(worker, port, counts);
  }

  constructor(worker, port, counts) {
    this.worker = worker;
    this.url = `http://127.0.0.1:${port}/hook`;
    this.counts = counts;
  }

  get taken() {
    return Atomics.load(this.counts, 0);
  }

  stop() {
    return this.worker.terminate();
  }
}

if (!isMainThread && workerData instanceof Int32Array) {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    request.resume().once('end', () => {
      Atomics.add(workerData, 0, 1);
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
}
