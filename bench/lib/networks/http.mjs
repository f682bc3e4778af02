/** A provider that speaks Advanta's shapes, and says of each message that it was delivered when it is asked. */
import { createServer } from 'node:http';
import { Seen } from './seen.mjs';

/** As a provider far away: much is in the middle when a worker dies. */
const ANSWER_MS = 100;

const seen = new Seen();
let number = 0;

const take = ({ mobile, message, clientsmsid }) => {
  seen.add(String(mobile), message);
  const id = ++number;
  return { 'response-code': 200, 'response-description': 'Success', mobile, messageid: id, clientsmsid, networkid: 1 };
};
const ANSWERS = {
  sendsms: (body) => ({ responses: [take(body)] }),
  sendbulk: (body) => ({ responses: body.smslist.map(take) }),
  getdlr: ({ messageID }) => ({
    'response-code': 200,
    'message-id': messageID,
    'delivery-status': 32,
    'delivery-description': 'DeliveredToTerminal',
  }),
  getbalance: () => ({ 'response-code': 200, credit: '1000' }),
};

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const operation = request.url.split('/').filter(Boolean).at(-1);
    const answer = ANSWERS[operation]?.(JSON.parse(Buffer.concat(chunks).toString()));
    setTimeout(() => {
      response.writeHead(answer ? 200 : 404, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    }, ANSWER_MS);
  });
  // A client that was killed in the middle of its request.
  request.on('error', () => undefined);
});
server.listen(0, '127.0.0.1', () => seen.serve(server.address().port));
