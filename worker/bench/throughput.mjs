// How many messages a second one worker takes from jobs to delivered, on its simulator.
// `node worker/bench/throughput.mjs [messages]`, after `tsc -b worker`.
import { runWorker } from './run-worker.mjs';

const messages = Number(process.argv[2] ?? 50_000);
const { counts, seconds } = await runWorker({ messages, inFlight: 8_000, last: 'delivered' });
console.log(
  JSON.stringify({
    messages,
    seconds: Number(seconds.delivered.toFixed(2)),
    per_second: Math.round(messages / seconds.delivered),
    event_packets: counts.packets,
    events_per_packet: Math.round(counts.events / counts.packets),
  }),
);
