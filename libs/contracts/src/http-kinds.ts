import type { FieldKinds, ProviderKind } from './provider-kind.js';

/** How each of the HTTP driver's accounts reaches its provider. */
export const proxied = {
  proxy: {
    type: 'proxy',
    label: 'Proxy',
    placeholder: 'socks5://proxy.example.org:1080',
    hint: 'http, https or socks5; empty: none',
    section: 'way',
  },
  timeout_seconds: {
    type: 'integer',
    label: 'Answer within, seconds',
    hint: 'Later is uncertain, where it cannot tell repeats',
    min: 1,
    max: 120,
    default: 20,
    section: 'way',
  },
} as const satisfies FieldKinds;
export const WAY = { way: {} } as const;

/** Of a profile that knows where its provider is: another address, as that of a sandbox or a reseller. */
const based = <Hint extends string>(hint: Hint) =>
  ({
    base_url: {
      type: 'url',
      requested: true,
      label: 'Base URL',
      placeholder: 'https://',
      hint,
      wide: true,
      section: 'address',
    },
    ...proxied,
  }) as const satisfies FieldKinds;
const ADDRESS = { address: { more: true }, ...WAY } as const;
const ANOTHER_ADDRESS = 'Another address (sandbox, reseller)';
const API_KEY = { api_key: { label: 'API key', required: true } } as const;

/** A phone that runs the open app SMS Gateway for Android (SMSGate), in its local mode. */
export const android = {
  driver: 'http',
  label: 'Android phone',
  help: 'A phone with the app SMS Gateway for Android and its local server switched on.',
  fields: {
    base_url: {
      type: 'url',
      requested: true,
      required: 'Enter the address that the app shows',
      label: 'Address',
      placeholder: 'http://192.168.1.20:8080',
      hint: 'As the app shows it under local server',
      wide: true,
    },
    username: { type: 'text', label: 'User', max: 64, default: 'sms' },
    sim_number: { type: 'integer', label: 'SIM slot', hint: 'Empty: the phone’s own choice', min: 1, max: 9 },
    ...proxied,
  },
  secrets: {
    password: { label: 'Password', required: true },
    /** With it, what the phone brings must be signed. */
    signing_key: { label: 'Signing key', required: false },
  },
  sections: WAY,
  more: 'Proxy and time-out',
} as const satisfies ProviderKind;

export const advanta = {
  driver: 'http',
  label: 'Advanta',
  fields: {
    ...based('Empty: Advanta’s own; others run the same software'),
    partner_id: { type: 'text', label: 'Partner id', max: 64, required: 'Enter the partner id' },
    /** The whole URL of its `sendsms`, where that is not below `base_url`; without that, its other calls are beside it. */
    send_url: {
      type: 'url',
      requested: true,
      label: 'URL of sendsms',
      placeholder: 'https://',
      hint: 'Where it is not below the base URL',
      section: 'address',
    },
    /** At most so many messages in one request; others who run the same software allow as few as 20. */
    bulk_size: {
      type: 'integer',
      label: 'Messages in one request',
      hint: 'Some allow 20 only',
      min: 1,
      max: 1000,
      default: 100,
      section: 'address',
    },
  },
  secrets: API_KEY,
  sender: { required: 'Advanta sends only with a sender' },
  home: { url: 'https://quicksms.advantasms.com/api/services/', hosts: '*.advantasms.com' },
  sections: ADDRESS,
  more: ANOTHER_ADDRESS,
} as const satisfies ProviderKind;

export const africasTalking = {
  driver: 'http',
  label: 'Africa’s Talking',
  fields: {
    ...based('Empty: its own; the sandbox has another'),
    username: { type: 'text', label: 'User', hint: 'sandbox for the sandbox', max: 64, required: 'Enter the user' },
  },
  secrets: API_KEY,
  home: { url: 'https://api.africastalking.com/', hosts: '*.africastalking.com' },
  sections: ADDRESS,
  more: ANOTHER_ADDRESS,
} as const satisfies ProviderKind;

export const twilio = {
  driver: 'http',
  label: 'Twilio-compatible',
  fields: {
    ...based('Empty: Twilio’s own; others speak the same'),
    account_sid: {
      type: 'text',
      label: 'Account SID',
      pattern: /^[A-Za-z0-9]{1,64}$/,
      expected: 'expected letters and digits',
      required: 'Enter the account’s SID',
    },
    /** Sends through this service, which chooses the sender. */
    messaging_service_sid: {
      type: 'text',
      label: 'Messaging service SID',
      hint: 'Chooses the sender; else enter one above',
      max: 64,
    },
    /** The public URL that delivery reports are to go to; Twilio wants it told with each message. */
    status_callback: {
      type: 'url',
      label: 'Status callback',
      hint: 'The report URL as the provider reaches it; it is shown once the provider is added',
    },
  },
  secrets: { auth_token: { label: 'Auth token', required: true } },
  sender: { required: 'Enter a sender, or a messaging service below', unless: 'messaging_service_sid' },
  home: { url: 'https://api.twilio.com/', hosts: '*.twilio.com' },
  sections: ADDRESS,
  more: ANOTHER_ADDRESS,
} as const satisfies ProviderKind;
