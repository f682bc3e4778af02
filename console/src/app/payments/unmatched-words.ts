import type { UnmatchedPayment, UnmatchedReason } from '@signalbox/contracts/office/mpesa';

const REASONS: Record<UnmatchedReason, string> = {
  unknown_account: 'Nobody has the account',
  probable_duplicate: 'Probably here already',
  wrong_amount: 'Another amount than was asked for',
  receipt_known: 'The receipt is known',
  booked_twice: 'It would be booked twice',
};

type Suggestion = UnmatchedPayment['suggestions'][number];

const WHY: Record<Suggestion['why'][number], string> = {
  phone: 'same phone',
  account_number: 'similar account',
  name: 'similar name',
  asked_for: 'was asked for it',
};

export const reasonWords = ({ reason }: Pick<UnmatchedPayment, 'reason'>): string | null => reason && REASONS[reason];

/** Why somebody is thought of. */
export const suggestionWords = ({ account_number: account, why }: Suggestion): string =>
  [account, ...why.map((one) => WHY[one])].join(', ');
