/** An SMSC that takes everything and reports it delivered. */
import smpp from 'smpp';
import { Seen } from './seen.mjs';

const REPORT_DELAY_MS = 200;
/** As an SMSC far away: much is in the middle when a worker dies. */
const ANSWER_MS = 50;

const seen = new Seen();
let number = 0;
const server = smpp.createServer((session) => {
  // A client that was killed leaves a broken connection behind.
  session.on('error', () => session.destroy());
  for (const bind of ['bind_transceiver', 'bind_transmitter', 'bind_receiver']) {
    session.on(bind, (pdu) => session.send(pdu.response({ system_id: 'bench' })));
  }
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => session.send(pdu.response()));
  session.on('submit_sm', (pdu) => {
    const { destination_addr: to, short_message: text } = pdu;
    seen.add(to, textOf(text));
    const id = String(++number);
    setTimeout(() => {
      if (!session.closed) session.send(pdu.response({ message_id: id }));
      setTimeout(() => report(session, pdu, id), REPORT_DELAY_MS);
    }, ANSWER_MS);
  });
});
server.listen(0, '127.0.0.1', () => seen.serve(server.address().port));

/** The npm package hands texts over as an object, or a buffer where it does not know the coding. */
const textOf = ({ message }) => (Buffer.isBuffer(message) ? message.toString('latin1') : message);

function report(session, { source_addr: from, destination_addr: to }, id) {
  if (session.closed) return;
  const text = `id:${id} sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:DELIVRD err:000 text:`;
  session.deliver_sm({ esm_class: 4, source_addr: to, destination_addr: from, short_message: text });
}
