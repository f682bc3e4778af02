import type { Attachment, NewAttachmentRecord } from './attachment.js';

/** Where the tickets' files are kept. */
export abstract class AttachmentRepository {
  /**
   * In parts, so that nobody waits behind a large file; until the last one is there, nobody sees it.
   * @throws Conflict when the ticket has as many as it may; NotFound when there is no such ticket
   */
  abstract add(attachment: NewAttachmentRecord, content: Uint8Array, most: number): Promise<Attachment>;
  /** In their order. */
  abstract list(ticketId: number): Promise<Attachment[]>;
  abstract find(ticketId: number, id: number): Promise<Attachment | null>;
  abstract content(id: number): Promise<Buffer>;
  /** @returns whether there was one */
  abstract remove(ticketId: number, id: number): Promise<boolean>;
  /** Drops what was never finished, and was begun before. @returns how many, which may be a part */
  abstract sweep(before: number): Promise<number>;
}
