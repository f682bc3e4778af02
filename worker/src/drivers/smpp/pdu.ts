/**
 * The PDUs of SMPP 3.4 that a client needs, octet by octet. Our own, because the package for it ends a session over one
 * odd message of a subscriber, forgets no request that was never answered, and does not check what it reads; the tests
 * hold this against it.
 */

/** command_id, SMPP 3.4 5.1.2.1; a response has the highest bit set. */
export const COMMAND = {
  generic_nack: 0x80000000,
  bind_receiver: 0x00000001,
  bind_transmitter: 0x00000002,
  submit_sm: 0x00000004,
  deliver_sm: 0x00000005,
  unbind: 0x00000006,
  bind_transceiver: 0x00000009,
  outbind: 0x0000000b,
  enquire_link: 0x00000015,
  alert_notification: 0x00000102,
  data_sm: 0x00000103,
} as const;

const RESPONSE = 0x80000000;
export const isResponse = (command: number): boolean => command >= RESPONSE;
export const responseTo = (command: number): number => command + RESPONSE;

/** Optional parameters, 5.3.2. */
export const TLV = {
  dest_addr_subunit: 0x0005,
  receipted_message_id: 0x001e,
  destination_port: 0x020b,
  sar_msg_ref_num: 0x020c,
  sar_total_segments: 0x020e,
  sar_segment_seqnum: 0x020f,
  message_payload: 0x0424,
  message_state: 0x0427,
} as const;

/** One PDU: the header, and what follows it. */
export interface Frame {
  command: number;
  status: number;
  sequence: number;
  body: Buffer;
}

/** What came is not SMPP: the connection can only be dropped. */
export class ProtocolError extends Error {}

const HEADER = 16;
/** A message_payload of 64 kB and everything around it. */
const MAX_LENGTH = 70_000;

/** Puts PDUs together from what a socket reads. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);

  /** @returns the PDUs that are complete now. @throws ProtocolError when a length cannot be one */
  push(chunk: Buffer): Frame[] {
    let data = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const frames: Frame[] = [];
    while (data.length >= 4) {
      const length = data.readUInt32BE(0);
      if (length < HEADER || length > MAX_LENGTH) throw new ProtocolError(`a PDU of ${length} octets`);
      if (data.length < length) break;
      frames.push({
        command: data.readUInt32BE(4),
        status: data.readUInt32BE(8),
        sequence: data.readUInt32BE(12),
        body: data.subarray(HEADER, length),
      });
      data = data.subarray(length);
    }
    this.rest = data;
    return frames;
  }
}

/** A whole PDU. */
export function frameOf(
  command: number,
  status: number,
  sequence: number,
  body: Uint8Array = new Uint8Array(0),
): Buffer {
  const frame = Buffer.allocUnsafe(HEADER + body.length);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(command, 4);
  frame.writeUInt32BE(status, 8);
  frame.writeUInt32BE(sequence, 12);
  frame.set(body, HEADER);
  return frame;
}

/** Writes a body. Latin-1 for C-octet strings: what is not ASCII an SMSC may refuse, and says so. */
export class BodyWriter {
  private readonly buffer: Buffer;
  private at = 0;

  constructor(size = 512) {
    this.buffer = Buffer.allocUnsafe(size);
  }
  octet(value: number): this {
    this.at = this.buffer.writeUInt8(value & 0xff, this.at);
    return this;
  }
  cString(text: string): this {
    this.at += this.buffer.write(text, this.at, 'latin1');
    return this.octet(0);
  }
  octets(bytes: Uint8Array): this {
    this.buffer.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }
  /** @param size of the value, 1 or 2 octets */
  tlv(tag: number, value: number, size: 1 | 2): this {
    this.at = this.buffer.writeUInt16BE(tag, this.at);
    this.at = this.buffer.writeUInt16BE(size, this.at);
    this.at = this.buffer.writeUIntBE(value, this.at, size);
    return this;
  }
  done(): Buffer {
    return this.buffer.subarray(0, this.at);
  }
}

/** Reads a body. @throws ProtocolError when it ends too early */
export class BodyReader {
  private at = 0;

  constructor(private readonly body: Buffer) {}

  octet(): number {
    const value = this.body[this.at];
    if (value === undefined) throw new ProtocolError('a PDU that ends too early');
    this.at += 1;
    return value;
  }
  cString(): string {
    const end = this.body.indexOf(0, this.at);
    if (end < 0) throw new ProtocolError('a string without an end');
    const text = this.body.toString('latin1', this.at, end);
    this.at = end + 1;
    return text;
  }
  octets(length: number): Buffer {
    if (this.at + length > this.body.length) throw new ProtocolError('a PDU that ends too early');
    return this.body.subarray(this.at, (this.at += length));
  }
  /** Optional parameters to the end of the body; of several with one tag the last, and one that is cut is left out. */
  tlvs(): Map<number, Buffer> {
    const found = new Map<number, Buffer>();
    while (this.at + 4 <= this.body.length) {
      const tag = this.body.readUInt16BE(this.at);
      const from = this.at + 4;
      const to = from + this.body.readUInt16BE(this.at + 2);
      if (to > this.body.length) break;
      found.set(tag, this.body.subarray(from, to));
      this.at = to;
    }
    return found;
  }
}

/** The SMSC's id in submit_sm_resp, 4.4.2; '' when it gave none. Some SMSCs leave the end of the string out. */
export function messageIdIn({ body }: Frame): string {
  const end = body.indexOf(0);
  return body.toString('latin1', 0, end < 0 ? body.length : end).trim();
}

export interface BindFields {
  system_id: string;
  password: string;
  system_type: string;
}

/** bind_transmitter, bind_receiver and bind_transceiver alike, 4.1. */
export function bindBody({ system_id, password, system_type }: BindFields): Buffer {
  const body = new BodyWriter().cString(system_id).cString(password).cString(system_type);
  return body.octet(0x34).octet(0).octet(0).cString('').done();
}

/** What deliver_sm (4.6.1) and data_sm (4.7.1) have in common. */
export interface Delivery {
  source: { ton: number; npi: number; address: string };
  destination: string;
  esmClass: number;
  dataCoding: number;
  /** short_message, or message_payload when that is empty. */
  payload: Buffer;
  tlvs: Map<number, Buffer>;
}

/** @throws ProtocolError */
export function deliveryIn({ command, body }: Frame): Delivery {
  const reader = new BodyReader(body);
  reader.cString();
  const source = { ton: reader.octet(), npi: reader.octet(), address: reader.cString() };
  reader.octets(2);
  const destination = reader.cString();
  const esmClass = reader.octet();
  let dataCoding = 0;
  let short = Buffer.alloc(0);
  if (command === COMMAND.data_sm) {
    reader.octet();
    dataCoding = reader.octet();
  } else {
    reader.octets(2);
    reader.cString();
    reader.cString();
    reader.octets(2);
    dataCoding = reader.octet();
    reader.octet();
    short = Buffer.from(reader.octets(reader.octet()));
  }
  const tlvs = reader.tlvs();
  const payload = short.length > 0 ? short : (tlvs.get(TLV.message_payload) ?? short);
  return { source, destination, esmClass, dataCoding, payload, tlvs };
}

/** esm_class, 5.2.12: the payload begins with a user data header. */
const HAS_HEADER = 0x40;

/** The user data header, with its length octet. One that claims more than there is, is text. */
export function headerOf({ payload, esmClass }: Pick<Delivery, 'payload' | 'esmClass'>): Buffer {
  const length = (esmClass & HAS_HEADER) === 0 ? 0 : 1 + (payload[0] ?? 0);
  return payload.subarray(0, length <= payload.length ? length : 0);
}

/** What follows the header. */
export const payloadOf = (delivery: Pick<Delivery, 'payload' | 'esmClass'>): Buffer =>
  delivery.payload.subarray(headerOf(delivery).length);
