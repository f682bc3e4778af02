import { WAY, proxied } from './http-kinds.js';
import type { ProviderKind } from './provider-kind.js';

const COMMAS = 'With commas between them';

/** Any other provider: how its request is written and its answer read. */
export const generic = {
  driver: 'http',
  label: 'Generic HTTP',
  help: 'What is filled in: {{to}} {{to_digits}} {{text}} {{sender}} {{id}} {{secret.NAME}}',
  fields: {
    method: {
      type: 'choice',
      label: 'Method',
      choices: { POST: 'POST', GET: 'GET', PUT: 'PUT' },
      default: 'POST',
    },
    /** What the body is: it decides how values are escaped in it. */
    body_type: {
      type: 'choice',
      label: 'Body is',
      choices: { json: 'JSON', form: 'A form', text: 'Text', none: 'None' },
      default: 'json',
    },
    url: {
      type: 'template',
      requested: true,
      label: 'URL',
      wide: true,
      placeholder: 'https://api.example.org/send?to={{to_digits}}',
      required: 'Enter the URL that messages are sent to',
    },
    headers: {
      type: 'headers',
      label: 'Headers',
      hint: 'One a line, a name, a colon and its value',
      placeholder: 'Authorization: Bearer {{secret.token}}',
      rows: 2,
      wide: true,
    },
    body: {
      type: 'template',
      label: 'Body',
      rows: 4,
      wide: true,
      begin: '{"to": "{{to}}", "from": "{{sender}}", "text": "{{text}}"}',
      only: { field: 'body_type', is: ['json', 'form', 'text'] },
    },
    /** The provider's id of the message. */
    'answer.id': { type: 'place', label: 'Place of the id', section: 'answer' },
    /** Its word for how it went; absent: the HTTP status is. */
    'answer.code': {
      type: 'place',
      label: 'Place of the code',
      hint: 'Empty: the HTTP status decides',
      section: 'answer',
    },
    'answer.error': { type: 'place', label: 'Place of the error', section: 'answer' },
    /** Codes that mean taken; empty: HTTP 200 to 299. */
    'answer.success': { type: 'words', label: 'Codes that mean taken', hint: COMMAS, section: 'answer' },
    /** Codes that mean try again later. */
    'answer.temporary': { type: 'words', label: 'Codes that mean later', hint: COMMAS, section: 'answer' },
    'report.id': { type: 'place', label: 'Place of the id', section: 'report' },
    'report.status': { type: 'place', label: 'Place of the status', section: 'report' },
    'report.delivered': { type: 'words', label: 'Delivered is', hint: COMMAS, section: 'report' },
    'report.undelivered': { type: 'words', label: 'Undelivered is', hint: COMMAS, section: 'report' },
    'inbound.from': { type: 'place', label: 'Place of the sender', section: 'inbound' },
    'inbound.text': { type: 'place', label: 'Place of the text', section: 'inbound' },
    /** By which a message that is brought again is known. */
    'inbound.id': { type: 'place', label: 'Place of the id', section: 'inbound' },
    'balance.url': { type: 'template', requested: true, label: 'URL of the balance', section: 'balance' },
    'balance.value': { type: 'place', label: 'Place of the balance', section: 'balance' },
    /** Whether `{{id}}` makes the provider drop a repeated request: then one without an answer is tried again. */
    deduplicates: {
      type: 'flag',
      label: 'It drops repeated ids',
      hint: 'a request without an answer is sent again, not uncertain',
      default: false,
      section: 'balance',
    },
    ...proxied,
  },
  secrets: 'any',
  sections: {
    answer: {
      heading: 'Answer',
      help: 'A place is names with dots, such as data.0.id, or a regular expression in slashes with one group.',
      more: true,
    },
    report: { heading: 'Delivery report', more: true },
    inbound: { heading: 'Incoming message', help: 'Brought to the same URL as the reports.', more: true },
    balance: { heading: 'Balance', more: true },
    ...WAY,
  },
  more: 'How its answer, reports and messages are read',
} as const satisfies ProviderKind;
