/** Which of the updates that Telegram told of were obeyed: each once, whichever server hears it, and however often. */
export abstract class TelegramUpdateRepository {
  /** @param bot its id, which its token begins with @param at epoch ms @returns false when it was taken before */
  abstract take(bot: string, updateId: number, at: number): Promise<boolean>;
  /** Forgets what was taken before a time. @returns how many */
  abstract drop(before: number): Promise<number>;
}
