import { once } from 'node:events';
import type { Server } from 'node:net';
import smpp, { type Pdu, type Session } from 'smpp';
import { freePort } from '../../../server/test/services/private-process.js';

/** What the SMSC is told to do with a submit_sm. */
export type Reaction = (submit: Pdu, session: Session) => void;

const ALREADY_BOUND = 0x05;

/**
 * An SMSC for tests, made with the package `smpp`: it takes everything, unless it is told otherwise, and notes what it
 * saw.
 */
export class Smsc {
  port = 0;
  readonly sessions: Session[] = [];
  readonly binds: Pdu[] = [];
  readonly submits: Pdu[] = [];
  readonly others: Pdu[] = [];
  /** command_status of the next binds. */
  bindStatus = 0;
  /** Binds of this kind are refused as one too many. */
  refuses: string | null = null;
  reaction: Reaction = (submit, session) => this.take(submit, session);
  /** Also those that never bind. */
  private readonly connected = new Set<Session>();
  private server: Server | undefined;
  private last = 0;

  constructor(private readonly tls?: { key: string; cert: string }) {}

  /** @param port the one it had before, to come back on; unless told one that stays free meanwhile */
  async start(port?: number): Promise<this> {
    const listener = (session: Session) => this.serve(session);
    this.server = this.tls ? smpp.createServer(this.tls, listener) : smpp.createServer(listener);
    this.server.on('tlsClientError', () => undefined);
    this.port = port ?? (await freePort());
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    for (const session of this.connected) session.destroy();
    const { server } = this;
    if (!server?.listening) return;
    server.close();
    await once(server, 'close');
  }

  /** The session that was bound last, and is there still. */
  get session(): Session {
    const session = this.sessions.at(-1);
    if (!session) throw new Error('nobody is bound');
    return session;
  }

  nextId(): string {
    return String((this.last += 1));
  }

  /** Answers with an id. */
  take(submit: Pdu, session: Session, id = this.nextId()): string {
    session.send(submit.response({ message_id: id }));
    return id;
  }
  refuse(submit: Pdu, session: Session, status: number): void {
    session.send(submit.response({ command_status: status }));
  }
  /** A delivery report in the text form of appendix B. Resolves to its answer. */
  report(submit: Pdu, id: string, stat = 'DELIVRD', session = this.session): Promise<Pdu> {
    return this.deliver(
      {
        source_addr_ton: 1,
        source_addr: submit.destination_addr,
        destination_addr: submit.source_addr,
        esm_class: 4,
        short_message: `id:${id} sub:001 dlvrd:001 submit date:2611221200 done date:2611221201 stat:${stat} err:000 text:x`,
      },
      session,
    );
  }
  deliver(fields: object, session = this.session): Promise<Pdu> {
    return new Promise((resolve) => session.deliver_sm(fields, resolve));
  }

  /** How often each text came. */
  get texts(): string[] {
    return this.submits.map(({ short_message }) => String(short_message.message));
  }

  private serve(session: Session): void {
    this.connected.add(session);
    // A client that is killed resets its connection.
    session.on('error', () => undefined);
    session.on('close', () => {
      this.connected.delete(session);
      const index = this.sessions.indexOf(session);
      if (index >= 0) this.sessions.splice(index, 1);
    });
    session.on('pdu', (pdu: Pdu) => {
      if (pdu.isResponse()) return;
      if (pdu.command.startsWith('bind_')) this.bind(pdu, session);
      else if (pdu.command === 'submit_sm') {
        this.submits.push(pdu);
        this.reaction(pdu, session);
      } else {
        this.others.push(pdu);
        session.send(pdu.response());
      }
    });
  }

  private bind(pdu: Pdu, session: Session): void {
    this.binds.push(pdu);
    const status = this.refuses === pdu.command ? ALREADY_BOUND : this.bindStatus;
    session.send(pdu.response(status === 0 ? { system_id: 'smsc' } : { command_status: status }));
    if (status === 0) this.sessions.push(session);
  }
}
