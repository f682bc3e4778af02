import type { ReplyPacket } from '@signalbox/contracts/bus';

/** What was asked can never be, as it was asked or of this channel: whoever asks again gets the same answer. */
export class Mistake extends Error {
  constructor(
    readonly of: NonNullable<ReplyPacket['mistake']>,
    message: string,
  ) {
    super(message);
  }
}
