/** What the tests use of the package `smpp`, which has no types of its own. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  export interface Pdu {
    command: string;
    command_status: number;
    sequence_number: number;
    system_id: string;
    password: string;
    system_type: string;
    interface_version: number;
    message_id: string;
    source_addr_ton: number;
    source_addr_npi: number;
    source_addr: string;
    dest_addr_ton: number;
    dest_addr_npi: number;
    destination_addr: string;
    esm_class: number;
    data_coding: number;
    registered_delivery: number;
    validity_period: string | Date;
    dest_addr_subunit?: number;
    sar_msg_ref_num?: number;
    sar_total_segments?: number;
    sar_segment_seqnum?: number;
    receipted_message_id?: string;
    short_message: { message?: string | Buffer; udh?: Buffer[] };
    isResponse(): boolean;
    response(fields?: object): Pdu;
    toBuffer(): Buffer;
  }
  export interface Session extends EventEmitter {
    socket: Socket;
    send(pdu: Pdu): boolean;
    close(): void;
    destroy(): void;
    deliver_sm(fields: object, answered?: (pdu: Pdu) => void): boolean;
    data_sm(fields: object, answered?: (pdu: Pdu) => void): boolean;
    enquire_link(answered?: (pdu: Pdu) => void): boolean;
    unbind(answered?: (pdu: Pdu) => void): boolean;
  }
  interface Smpp {
    createServer(listener: (session: Session) => void): NetServer;
    createServer(
      options: { key: Buffer | string; cert: Buffer | string },
      listener: (session: Session) => void,
    ): NetServer;
    PDU: { new (command: string, fields?: object): Pdu; new (bytes: Buffer): Pdu };
  }
  const smpp: Smpp;
  export default smpp;
}
