import type { GenericHttpSettings, HttpSettings, Provider, SmppSettings } from '@signalbox/contracts/providers';
import { limitFieldsOf, type LimitFields } from '../ui/channel-limits';
import { kindOf, type Kind } from './provider-kinds';

/** A setting as a form holds it: an empty number is null, an empty text is ''. */
type Field<T> = T extends boolean ? boolean : T extends number ? number | null : string;

/** By the API's own names. */
export type SmppFields = { [K in keyof SmppSettings]-?: Field<NonNullable<SmppSettings[K]>> };

/** What the HTTP profiles that are known have between them, by the API's own names. */
export interface KnownHttpFields {
  base_url: string;
  send_url: string;
  partner_id: string;
  bulk_size: number | null;
  username: string;
  account_sid: string;
  messaging_service_sid: string;
  status_callback: string;
  proxy: string;
  timeout_seconds: number | null;
}

/** Lists of words are texts with commas, headers are lines. */
export interface GenericFields {
  method: string;
  url: string;
  headers: string;
  body_type: string;
  body: string;
  id: string;
  code: string;
  error: string;
  success: string;
  temporary: string;
  report_id: string;
  report_status: string;
  delivered: string;
  undelivered: string;
  balance_url: string;
  balance_value: string;
  deduplicates: boolean;
}

export interface PairPrice {
  /** A pair's id. */
  pair: string;
  price: string;
}

export interface SecretFields {
  name: string;
  /** Empty leaves what is there. */
  value: string;
}

export interface ProviderFields {
  kind: string;
  label: string;
  worker: string;
  sender: string;
  limits: LimitFields;
  price: string;
  prices: PairPrice[];
  /** The secret of a kind that has one; empty leaves what is there. */
  secret: string;
  /** Those of a generic one. */
  secrets: SecretFields[];
  smpp: SmppFields;
  http: KnownHttpFields;
  generic: GenericFields;
}

/** What the contracts begin with, so that a form shows it. */
const SMPP_DEFAULTS: SmppFields = {
  host: '',
  port: 2775,
  tls: false,
  tls_verify: true,
  system_id: '',
  system_type: '',
  bind: 'transceiver',
  binds: 1,
  window: 10,
  enquire_link_seconds: 30,
  response_seconds: 30,
  source_ton: null,
  source_npi: null,
  dest_ton: 1,
  dest_npi: 1,
  concatenation: 'udh',
  default_alphabet: 'gsm7',
  id_format: 'auto',
  flash: 'data_coding',
};

const NO_HTTP: KnownHttpFields = {
  base_url: '',
  send_url: '',
  partner_id: '',
  bulk_size: 100,
  username: '',
  account_sid: '',
  messaging_service_sid: '',
  status_callback: '',
  proxy: '',
  timeout_seconds: 20,
};

const httpOf = (settings: HttpSettings | null): KnownHttpFields => {
  const { proxy, timeout_seconds: timeout } = settings ?? NO_HTTP;
  const known = settings === null || settings.profile === 'generic' ? {} : settings;
  return { ...NO_HTTP, ...known, proxy: proxy ?? '', timeout_seconds: timeout };
};

const wordsText = (words: readonly string[] = []): string => words.join(', ');

const NO_GENERIC: Partial<GenericHttpSettings> = {};

function genericOf(settings: HttpSettings | null): GenericFields {
  const { method, url, headers, body_type, body, answer, report, balance, deduplicates } =
    settings?.profile === 'generic' ? settings : NO_GENERIC;
  return {
    method: method ?? 'POST',
    url: url ?? '',
    headers: Object.entries(headers ?? {})
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    body_type: body_type ?? 'json',
    body: body ?? '{"to": "{{to}}", "from": "{{sender}}", "text": "{{text}}"}',
    id: answer?.id ?? '',
    code: answer?.code ?? '',
    error: answer?.error ?? '',
    success: wordsText(answer?.success),
    temporary: wordsText(answer?.temporary),
    report_id: report?.id ?? '',
    report_status: report?.status ?? '',
    delivered: wordsText(report?.delivered),
    undelivered: wordsText(report?.undelivered),
    balance_url: balance?.url ?? '',
    balance_value: balance?.value ?? '',
    deduplicates: deduplicates ?? false,
  };
}

/** The form of a provider; of a new one without. What its worker's own file says is not known here. */
export function fieldsOf(provider: Provider | null): ProviderFields {
  const kind: Kind = (provider && kindOf(provider)) ?? 'smpp';
  // The server has checked them.
  const given: unknown = provider && kindOf(provider) === kind ? provider.settings : null;
  const settings = kind === 'smpp' ? null : (given as HttpSettings | null);
  return {
    kind,
    label: provider?.label ?? '',
    worker: provider?.worker_id ?? 'local',
    sender: provider?.sender ?? '',
    limits: limitFieldsOf(provider, 500),
    price: provider?.price ?? '',
    prices: Object.entries(provider?.prices ?? {}).map(([pair, price]) => ({ pair, price })),
    secret: '',
    secrets: kind === 'generic' ? (provider?.secrets_set ?? []).map((name) => ({ name, value: '' })) : [],
    smpp: kind === 'smpp' ? { ...SMPP_DEFAULTS, ...(given as Partial<SmppSettings> | null) } : SMPP_DEFAULTS,
    http: httpOf(settings),
    generic: genericOf(settings),
  };
}
