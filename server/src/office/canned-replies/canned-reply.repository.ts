import type { Stretch } from '../../platform/common/stretch.js';
import type { CannedReply, CannedReplyPatch, NewCannedReplyRecord } from './canned-reply.js';

/** Where the answers are that are given often. */
export abstract class CannedReplyRepository {
  /** @throws Conflict when another one has the name */
  abstract create(reply: NewCannedReplyRecord): Promise<CannedReply>;
  abstract find(id: number): Promise<CannedReply | null>;
  /** Newest first. */
  abstract list(stretch: Stretch): Promise<CannedReply[]>;
  /** @returns it then; null where there is none. @throws Conflict as `create` */
  abstract change(id: number, patch: CannedReplyPatch, at: number): Promise<CannedReply | null>;
  /** @returns whether there was one */
  abstract remove(id: number): Promise<boolean>;
}
