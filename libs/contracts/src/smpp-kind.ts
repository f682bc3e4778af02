import type { ProviderKind } from './provider-kind.js';

const seconds = (max: number, value: number) => ({ type: 'integer', min: 1, max, default: value }) as const;
const ton = { type: 'integer', min: 0, max: 6, section: 'messages' } as const;
const npi = { type: 'integer', min: 0, max: 18, section: 'messages' } as const;
const words = { type: 'words', hint: 'With commas between them', section: 'reports' } as const;

/** An account at an SMSC, SMPP 3.4. */
export const smpp = {
  driver: 'smpp',
  label: 'SMPP',
  fields: {
    host: {
      type: 'text',
      label: 'Host',
      placeholder: 'smsc.example.org',
      max: 255,
      pattern: /^[A-Za-z0-9._:[\]-]+$/,
      expected: 'expected a host name or an IP address',
      required: 'Enter the SMSC’s host',
    },
    port: { type: 'integer', label: 'Port', min: 1, max: 65_535, default: 2775 },
    tls: { type: 'flag', label: 'TLS', hint: 'the port is often another, such as 3550', default: false },
    /** Whether the SMSC's certificate must be one that this machine trusts. */
    tls_verify: {
      type: 'flag',
      label: 'Check the certificate',
      hint: 'off only for one that nobody vouches for',
      default: true,
      only: { field: 'tls', is: [true] },
    },
    system_id: { type: 'text', label: 'System id', max: 15, required: 'Enter the system id' },
    system_type: { type: 'text', label: 'System type', max: 12, default: '', section: 'connection' },
    bind: {
      type: 'choice',
      label: 'Bind',
      choices: { transceiver: 'Transceiver', transmitter_receiver: 'Transmitter and receiver' },
      default: 'transceiver',
      section: 'connection',
    },
    /** Connections of each kind at once. */
    binds: {
      type: 'integer',
      label: 'Connections',
      hint: 'Of each kind, 1 to 16',
      min: 1,
      max: 16,
      default: 1,
      section: 'connection',
    },
    /** PDUs without an answer at once, on each connection. */
    window: {
      type: 'integer',
      label: 'Window',
      hint: 'PDUs without an answer, each connection',
      min: 1,
      max: 1000,
      default: 10,
      section: 'connection',
    },
    enquire_link_seconds: { ...seconds(3600, 30), label: 'enquire_link, seconds', section: 'connection' },
    /** How long an answer is waited for; a submit_sm without one is uncertain. */
    response_seconds: {
      ...seconds(600, 30),
      label: 'Answer within, seconds',
      hint: 'Later is uncertain',
      section: 'connection',
    },
    source_ton: { ...ton, label: 'Sender’s TON', hint: 'Empty: from the sender' },
    source_npi: { ...npi, label: 'Sender’s NPI', hint: 'Empty: from the sender' },
    dest_ton: { ...ton, label: 'Recipient’s TON', default: 1 },
    dest_npi: { ...npi, label: 'Recipient’s NPI', default: 1 },
    /** How long texts are told to belong together: in the user data's header, or in sar_ parameters. */
    concatenation: {
      type: 'choice',
      label: 'Long texts',
      choices: { udh: 'User data header (UDH)', sar: 'sar_ parameters' },
      default: 'udh',
      section: 'messages',
    },
    /** What the SMSC takes data_coding 0 for. */
    default_alphabet: {
      type: 'choice',
      label: 'data_coding 0 is',
      choices: { gsm7: 'GSM 7-bit', latin1: 'Latin-1' },
      default: 'gsm7',
      section: 'messages',
    },
    /** Whose tables (TS 23.038 annex A) are used where they take fewer parts than UCS-2; some SMSCs do not carry them. */
    national_language: {
      type: 'choice',
      label: 'Letters of a language in GSM 7-bit',
      hint: 'Where they save parts; with UDH, if the SMSC carries them',
      choices: {
        none: 'None',
        bn: 'Bengali',
        gu: 'Gujarati',
        hi: 'Hindi',
        kn: 'Kannada',
        ml: 'Malayalam',
        or: 'Odia',
        pt: 'Portuguese',
        pa: 'Punjabi',
        es: 'Spanish',
        ta: 'Tamil',
        te: 'Telugu',
        tr: 'Turkish',
        ur: 'Urdu',
      },
      default: 'none',
      section: 'messages',
      only: { field: 'default_alphabet', is: ['gsm7'] },
    },
    /**
     * How the ids of submit_sm_resp are written, and then those of delivery reports; `auto` takes each of the three, for
     * the same recipient.
     */
    id_format: {
      type: 'choice',
      label: 'Ids, answer then report',
      choices: {
        auto: 'As it comes',
        same: 'The same in both',
        decimal_to_hex: 'Decimal, then hexadecimal',
        hex_to_decimal: 'Hexadecimal, then decimal',
      },
      default: 'auto',
      section: 'reports',
    },
    /** Words of the SMSC's own for the state of a message; they count before those that are known anyway. */
    report_delivered: { ...words, label: 'Words for delivered' },
    report_undelivered: { ...words, label: 'Words for undelivered' },
    report_waiting: { ...words, label: 'Words for not yet' },
    /** Some SMSCs say of no report that it is one. */
    unmarked_reports: {
      type: 'flag',
      label: 'Know reports by their text',
      hint: 'only where the SMSC does not mark them: a subscriber can write the same',
      default: false,
      section: 'reports',
    },
    /** Where a flash message says so: as a class in data_coding, or in dest_addr_subunit. */
    flash: {
      type: 'choice',
      label: 'Flash',
      choices: { data_coding: 'In data_coding', dest_addr_subunit: 'In dest_addr_subunit' },
      default: 'data_coding',
      section: 'messages',
    },
  },
  secrets: { password: { label: 'Password', required: false } },
  sections: {
    connection: { heading: 'Connection', more: true },
    messages: { heading: 'Messages', more: true },
    reports: { heading: 'Delivery reports', more: true },
  },
  more: 'More settings of SMPP',
} as const satisfies ProviderKind;
