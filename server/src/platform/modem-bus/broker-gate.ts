import type { Socket } from 'node:net';
import { PacketSizes } from './packet-sizes.js';

/** Connections whose clients have not been let in yet: of one address, and in all. */
const MOST_OF_ADDRESS = 50;
const MOST = 500;

/** Stands between the listeners and the broker, which gathers a packet whole, however large, and from whomever. */
export class BrokerGate {
  private readonly strangers = new Map<Socket, string>();
  private readonly sizes = new WeakMap<object, PacketSizes>();

  /** @param refused told why a connection was ended */
  constructor(
    private readonly broker: (socket: Socket) => void,
    private readonly refused: (why: string) => void,
  ) {}

  readonly handle = (socket: Socket): void => {
    const address = socket.remoteAddress ?? '';
    if (this.isCrowded(address)) {
      this.refused(`too many connections of ${address} that have not been let in`);
      socket.destroy();
      return;
    }
    this.strangers.set(socket, address);
    socket.once('close', () => this.strangers.delete(socket));
    this.measure(socket, address);
    this.broker(socket);
  };

  /** The client of a connection showed who it is. */
  letIn(connection: object): void {
    this.sizes.get(connection)?.letIn();
    this.strangers.delete(connection as Socket);
  }

  private isCrowded(address: string): boolean {
    if (this.strangers.size >= MOST) return true;
    let own = 0;
    for (const other of this.strangers.values()) if (other === address) own += 1;
    return own >= MOST_OF_ADDRESS;
  }

  /** The broker reads a connection piece by piece, each of a few kilobytes: it sees none that belongs to too large a packet. */
  private measure(socket: Socket, address: string): void {
    const sizes = new PacketSizes();
    this.sizes.set(socket, sizes);
    const read = socket.read.bind(socket) as (size?: number) => Buffer | null;
    socket.read = (size?: number) => {
      const piece = read(size);
      const complaint = piece && sizes.complaint(piece);
      if (complaint === null) return piece;
      this.refused(`the broker ended a connection of ${address}: ${complaint}`);
      socket.destroy();
      return null;
    };
  }
}
