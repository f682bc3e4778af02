const TEXTS = [
  'Your code is %. It is valid for 10 minutes. Do not share it.',
  'Dear customer, your parcel % has left the depot and arrives tomorrow before noon.',
  'Payment of KES % received, thank you. Your new balance is shown in the application.',
  'Reminder: your appointment number % is on Monday at 9.30. Answer 1 to confirm, 2 to move it.',
];

/** A Kenyan mobile number that is valid, in an order that no index likes: twelve million before one returns. */
export const recipientOf = (number) =>
  `+2547${10 + (Math.floor(number / 1e6) % 12)}${String((number * 700_001) % 1e6).padStart(6, '0')}`;

/** A text of one segment, 60 to 100 characters. */
export const textOf = (number) => TEXTS[number % TEXTS.length].replace('%', String(100_000 + (number % 900_000)));

/** The body of `POST /api/v1/messages`. */
export const messageOf = (number) => `{"to":"${recipientOf(number)}","text":"${textOf(number)}"}`;

/** The body of `POST /api/v1/messages/batch`. */
export const batchOf = (from, size) =>
  `{"messages":[${Array.from({ length: size }, (_, index) => messageOf(from + index)).join(',')}]}`;
