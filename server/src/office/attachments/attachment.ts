import type { Attachment as AttachmentView } from '@signalbox/contracts/office/attachments';
import { isoTime } from '../../platform/common/clock.js';

/** A file with a ticket. Times are epoch milliseconds. */
export interface Attachment {
  id: number;
  ticketId: number;
  name: string;
  type: string;
  /** Octets. */
  size: number;
  /** Never shown to a customer. */
  isInternal: boolean;
  userId: number | null;
  createdAt: number;
}

export type NewAttachmentRecord = Omit<Attachment, 'id'>;

/** As v1 shows it. */
export const toView = (attachment: Attachment): AttachmentView => ({
  id: attachment.id,
  ticket_id: attachment.ticketId,
  name: attachment.name,
  type: attachment.type,
  size: attachment.size,
  is_internal: attachment.isInternal,
  user_id: attachment.userId,
  created_at: isoTime(attachment.createdAt),
});

const SIGNATURES: [type: string, at: number, hex: string][] = [
  ['image/png', 0, '89504e470d0a1a0a'],
  ['image/jpeg', 0, 'ffd8ff'],
  ['image/gif', 0, '47494638'],
  ['image/webp', 8, '57454250'],
  ['application/pdf', 0, '255044462d'],
  ['application/zip', 0, '504b0304'],
  ['application/gzip', 0, '1f8b08'],
  ['audio/ogg', 0, '4f676753'],
  ['video/mp4', 4, '66747970'],
];
const TEXT = 'text/plain; charset=utf-8';
const ANYTHING = 'application/octet-stream';

/** What a file is by its own octets: its name may say anything. What could act in a browser is never called what it is. */
export function typeOf(content: Uint8Array): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const known = SIGNATURES.find(([, at, hex]) => bytes.toString('hex', at, at + hex.length / 2) === hex);
  if (known) return known[0];
  return isText(bytes) ? TEXT : ANYTHING;
}

/** UTF-8 without other control characters than those of lines and tabs. */
function isText(bytes: Buffer): boolean {
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Content-Disposition of a file that is saved, RFC 6266: letters beyond ASCII stand in the second name. */
export function saveAs(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
