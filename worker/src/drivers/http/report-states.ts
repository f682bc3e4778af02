import type { ReportReading } from './profile.js';

/** What providers say of a message that is on its way; as `bare` leaves it. */
const ON_ITS_WAY = new Set([
  'accepted',
  'acceptd',
  'acknowledged',
  'buffered',
  'created',
  'deliveredtonetwork',
  'deliveryuncertain',
  'dispatched',
  'enroute',
  'inprogress',
  'messagewaiting',
  'new',
  'pending',
  'processed',
  'processing',
  'queued',
  'received',
  'receiving',
  'retry',
  'retrying',
  'scheduled',
  'sending',
  'sent',
  'senttonetwork',
  'senttooperator',
  'submitted',
  'submittedtonetwork',
  'success',
  'transmitted',
  'waiting',
]);

const SHOWN = 40;

/** A word as it is looked up: providers change case, and write blanks, dashes and underscores, or none. */
export const bare = (word: string): string => word.toLowerCase().replace(/[^a-z]/g, '');

/** The state by a word that ends nothing: people are shown one that nobody knows. */
export function pendingBy(word: string): Pick<ReportReading, 'state' | 'reason'> {
  if (word.trim() === '' || ON_ITS_WAY.has(bare(word))) return { state: 'pending', reason: '' };
  return {
    state: 'pending',
    reason: `the provider reports "${word.slice(0, SHOWN)}", which is no state that is known here`,
  };
}
