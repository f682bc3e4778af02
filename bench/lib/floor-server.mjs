/**
 * The floor: the least an HTTP server in Node can do with a message, in a process of its own. It parses the body and
 * answers as the product does, and keeps nothing.
 */
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { to } = JSON.parse(Buffer.concat(chunks).toString());
    const answer = JSON.stringify({ id: '0', status: 'queued', to, encoding: 'gsm7', segments: 1 });
    response.writeHead(202, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(answer) });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
// It ends with the bench, even when that is killed.
process.on('disconnect', () => process.exit());
