import { type IdFormat, idsInAnswer, wayOf } from './message-ids.js';

/** Hexadecimal for certain. */
const isHex = (id: string): boolean => /^[0-9a-f]{1,20}$/.test(id) && /[a-f]/.test(id);

/**
 * How an SMSC writes in its reports the ids of its answers, as far as those that came tell: as they are, until something else
 * is certain. Digits alone can be decimal or hexadecimal, and so be the ids of two messages.
 */
export class IdHabits {
  /** Whether reports came whose message was certain, and which no other way fits. */
  isSure = false;
  private way: IdFormat = 'same';
  private hexAnswers = false;
  private hexReports = false;

  /** An answer's id, in the form in which ids are looked up, as all ids here. */
  answered(key: string): void {
    this.hexAnswers ||= isHex(key);
  }

  /** A report's id. @param key of its message, where it is certain; else null */
  reported(id: string, key: string | null): void {
    if (key === null) {
      this.hexReports ||= isHex(id);
      return;
    }
    const way = wayOf(id, key);
    if (way === null) return;
    this.way = way;
    this.isSure = true;
  }

  /** The id as its answer had it. */
  written(id: string): string {
    return idsInAnswer(id, this.way)[0] ?? '';
  }

  /**
   * Whether the message with the id that is `written` is meant, and not another of those that it could be: either it is certain
   * how ids are written, or neither the answers nor the reports of this SMSC were ever hexadecimal where it would matter.
   */
  isMeant(id: string, isAwaited: (key: string) => boolean): boolean {
    if (this.isSure) return true;
    const other = (way: IdFormat) => idsInAnswer(id, way).some((key) => key !== id && isAwaited(key));
    return !(this.hexAnswers && other('hex_to_decimal')) && !(this.hexReports && other('decimal_to_hex'));
  }
}
