// An SMSC that does as little as it can, so that a bench measures its client: takes every bind and submit_sm, and with
// `reports` sends a delivery report for each. Started by smpp.mjs with an IPC channel; tells its port, then its counts.
import { createServer } from 'node:net';

const reports = process.argv.includes('reports');
let submits = 0;

const frame = (command, sequence, body) => {
  const pdu = Buffer.alloc(16 + body.length);
  pdu.writeUInt32BE(pdu.length, 0);
  pdu.writeUInt32BE(command, 4);
  pdu.writeUInt32BE(sequence, 12);
  body.copy(pdu, 16);
  return pdu;
};
const report = (id, sequence) => {
  const text = `id:${id} sub:001 dlvrd:001 submit date:2611221200 done date:2611221200 stat:DELIVRD err:000 text:`;
  // service_type, two addresses, esm_class 4, then zeros up to the text's length.
  const head = Buffer.from([0, 1, 1, 0, 1, 1, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, text.length]);
  return frame(5, sequence, Buffer.concat([head, Buffer.from(text, 'latin1')]));
};

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  let rest = Buffer.alloc(0);
  let sequence = 0;
  socket.on('data', (chunk) => {
    let data = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    const out = [];
    while (data.length >= 4 && data.length >= data.readUInt32BE(0)) {
      const length = data.readUInt32BE(0);
      const command = data.readUInt32BE(4);
      if (command < 0x80000000) {
        let body = Buffer.alloc(0);
        if (command === 4) {
          submits += 1;
          body = Buffer.from(`${submits}\0`);
        } else if (command !== 0x15 && command !== 6) body = Buffer.from('smsc\0');
        out.push(frame(command + 0x80000000, data.readUInt32BE(12), body));
        if (command === 4 && reports) out.push(report(submits, (sequence += 1)));
      }
      data = data.subarray(length);
    }
    rest = data;
    if (out.length) socket.write(Buffer.concat(out));
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => process.send({ submits }));
process.on('disconnect', () => process.exit(0));
