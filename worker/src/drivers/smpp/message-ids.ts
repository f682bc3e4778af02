import type { SmppSettings } from '@signalbox/contracts/providers';

export type IdFormat = SmppSettings['id_format'];

/** Beyond 20 digits no number is written in two ways: it is a name. */
const NUMBER = /^[0-9]{1,20}$/;
const HEX = /^[0-9a-f]{1,20}$/;

/** An id as it is looked up: SMSCs change case and leading zeros between an answer and its report. */
export const normalId = (id: string): string =>
  id
    .trim()
    .toLowerCase()
    .replace(/^0+(?=.)/, '');

const fromHex = (id: string): string[] => (HEX.test(id) ? [BigInt(`0x${id}`).toString()] : []);
const toHex = (id: string): string[] => (NUMBER.test(id) ? [BigInt(id).toString(16)] : []);

/**
 * How the id of a report may have been written in submit_sm_resp, the likeliest first.
 * `decimal_to_hex` and `hex_to_decimal` say what the answer and then the report is written in.
 */
export function idsInAnswer(reported: string, format: IdFormat): string[] {
  const id = normalId(reported);
  switch (format) {
    case 'same':
      return [id];
    case 'decimal_to_hex':
      return fromHex(id);
    case 'hex_to_decimal':
      return toHex(id);
    case 'auto':
      return [...new Set([id, ...toHex(id), ...fromHex(id)])];
  }
}

const WAYS = ['same', 'decimal_to_hex', 'hex_to_decimal'] as const;

/**
 * In which way a report wrote the id of an answer, which is known as `key`; null when that cannot be told, as of digits that
 * are the same in both.
 */
export function wayOf(reported: string, key: string): IdFormat | null {
  const ways = WAYS.filter((way) => idsInAnswer(reported, way).includes(key));
  return ways.length === 1 ? (ways[0] ?? null) : null;
}

const REF_LENGTH = 1000;

/**
 * The ids of a message's parts as the reference that its `sent` tells. Parts whose id does not fit any more are left out:
 * after a restart of the worker the message counts as delivered without them.
 */
export function refOf(ids: readonly string[]): string | null {
  let ref = '';
  for (const id of ids) {
    if (id === '') continue;
    const next = `${ref === '' ? '' : ','}${encodeURIComponent(id)}`;
    if (ref.length + next.length > REF_LENGTH) break;
    ref += next;
  }
  return ref || null;
}

/** The ids in a reference; what cannot be read is left out. */
export function idsIn(ref: string | null): string[] {
  return (ref ?? '').split(',').flatMap((text) => {
    try {
      return text === '' ? [] : [decodeURIComponent(text)];
    } catch {
      return [];
    }
  });
}
