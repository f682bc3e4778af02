import { describe, expect, it } from '@jest/globals';
import smpp from 'smpp';
import {
  bindBody,
  BodyReader,
  COMMAND,
  deliveryIn,
  type Frame,
  frameOf,
  FrameReader,
  messageIdIn,
  ProtocolError,
  TLV,
} from './pdu.js';

/** The frame that the package `smpp` makes: what two implementations agree on. */
function theirs(command: string, fields: object): Frame {
  const [frame] = new FrameReader().push(new smpp.PDU(command, fields).toBuffer());
  if (!frame) throw new Error('no frame');
  return frame;
}

describe('FrameReader', () => {
  const pdus = [
    frameOf(COMMAND.enquire_link, 0, 1),
    frameOf(COMMAND.submit_sm + 0x80000000, 0, 2, Buffer.from('id\0')),
    frameOf(COMMAND.unbind, 0, 0x7fffffff),
  ];
  const shown = (frames: Frame[]) => frames.map(({ command, sequence, body }) => [command, sequence, String(body)]);
  const expected = [
    [COMMAND.enquire_link, 1, ''],
    [0x80000004, 2, 'id\0'],
    [COMMAND.unbind, 0x7fffffff, ''],
  ];

  it('puts PDUs together however they were cut', () => {
    const bytes = Buffer.concat(pdus);
    for (const size of [1, 3, 7, 16, 17, bytes.length]) {
      const reader = new FrameReader();
      const frames: Frame[] = [];
      for (let at = 0; at < bytes.length; at += size) frames.push(...reader.push(bytes.subarray(at, at + size)));
      expect(shown(frames)).toEqual(expected);
    }
  });

  it('refuses a length that cannot be one', () => {
    for (const length of [0, 15, 70_001, 0xffffffff]) {
      const bytes = Buffer.alloc(16);
      bytes.writeUInt32BE(length);
      expect(() => new FrameReader().push(bytes)).toThrow(new ProtocolError(`a PDU of ${length} octets`));
    }
  });
});

describe('the bodies of PDUs', () => {
  it('bind as the package reads them', () => {
    const body = bindBody({ system_id: 'test', password: 'secret', system_type: 'VMS' });
    const read = new smpp.PDU(frameOf(COMMAND.bind_transceiver, 0, 5, body));
    expect(read).toMatchObject({ command: 'bind_transceiver', sequence_number: 5, interface_version: 0x34 });
    expect(read).toMatchObject({ system_id: 'test', password: 'secret', system_type: 'VMS' });
  });

  it('tell the id of an answer, with and without its end', () => {
    expect(messageIdIn(theirs('submit_sm_resp', { message_id: 'a-1' }))).toBe('a-1');
    expect(messageIdIn({ ...theirs('submit_sm_resp', {}), body: Buffer.from(' 77 ') })).toBe('77');
    expect(messageIdIn({ ...theirs('submit_sm_resp', {}), body: Buffer.alloc(0) })).toBe('');
  });

  it('deliver as the package writes them', () => {
    const source = { source_addr_ton: 1, source_addr_npi: 1, source_addr: '254700000001' };
    const fields = {
      ...source,
      destination_addr: '22333',
      esm_class: 4,
      data_coding: 3,
      short_message: Buffer.from('hé', 'latin1'),
    };
    const delivery = deliveryIn(theirs('deliver_sm', { ...fields, receipted_message_id: 'x', message_state: 2 }));
    expect(delivery).toMatchObject({
      source: { ton: 1, npi: 1, address: '254700000001' },
      destination: '22333',
      esmClass: 4,
      dataCoding: 3,
      payload: Buffer.from('hé', 'latin1'),
    });
    expect(delivery.tlvs.get(TLV.receipted_message_id)?.toString()).toBe('x\0');
    expect(delivery.tlvs.get(TLV.message_state)).toEqual(Buffer.of(2));
  });

  it('take message_payload where there is no short message, in data_sm too', () => {
    for (const command of ['deliver_sm', 'data_sm']) {
      const delivery = deliveryIn(theirs(command, { destination_addr: '1', message_payload: Buffer.from('long') }));
      expect(delivery).toMatchObject({ destination: '1', payload: Buffer.from('long') });
    }
  });

  it('are refused when they are cut anywhere before their optional parameters', () => {
    const frame = theirs('deliver_sm', { source_addr: '1', destination_addr: '2', short_message: Buffer.from('text') });
    for (let length = 0; length < frame.body.length; length += 1) {
      expect(() => deliveryIn({ ...frame, body: frame.body.subarray(0, length) })).toThrow(ProtocolError);
    }
    expect(deliveryIn(frame).payload.toString()).toBe('text');
  });

  it('lose an optional parameter that is cut, not those before it', () => {
    const tlvs = new BodyReader(Buffer.from('042700010202', 'hex')).tlvs();
    expect([...tlvs]).toEqual([[TLV.message_state, Buffer.of(2)]]);
    expect([...new BodyReader(Buffer.from('0427000102001e00ff61', 'hex')).tlvs().keys()]).toEqual([TLV.message_state]);
  });

  it('never make anything but a delivery or a refusal of random bytes', () => {
    let seed = 7;
    const random = () => (seed = (seed * 1103515245 + 12345) % 0x80000000) >> 8;
    for (let round = 0; round < 2000; round += 1) {
      const body = Buffer.from(Array.from({ length: random() % 60 }, () => random() & 0xff));
      try {
        expect(
          deliveryIn({ command: round % 2 ? COMMAND.deliver_sm : COMMAND.data_sm, status: 0, sequence: 1, body }),
        ).toBeDefined();
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
      }
    }
  });
});
