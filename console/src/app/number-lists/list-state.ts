import type { NumberListStatus } from '@signalbox/contracts/number-lists';
import type { Tone } from '../ui/status';

export const LIST_TONES: Record<NumberListStatus, Tone> = { importing: 'moving', ready: 'done', failed: 'bad' };
export const LIST_WORDS: Record<NumberListStatus, string> = {
  importing: 'Importing',
  ready: 'Ready',
  failed: 'Failed',
};
