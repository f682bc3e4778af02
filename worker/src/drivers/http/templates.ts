import { PLACEHOLDER } from '@signalbox/contracts/http-templates';
import type { Job } from '@signalbox/contracts/bus';
import { ProviderError } from './profile.js';

/** What placeholders stand for besides the message. */
export interface Fixed {
  sender: string | null;
  secrets: Readonly<Record<string, string>>;
}

type Escape = (value: string) => string;
type Fill = (job: Job | null) => string;

/** How a value is written in its place, so that it stays a value there. */
export const ESCAPES = {
  url: encodeURIComponent,
  form: (value) => encodeURIComponent(value).replaceAll('%20', '+'),
  json: (value) => JSON.stringify(value).slice(1, -1),
  text: (value) => value,
  header: (value) => {
    if (/^[\x20-\x7e]*$/.test(value)) return value;
    throw new ProviderError('the text cannot be written in a header: only printable ASCII can');
  },
} satisfies Record<string, Escape>;

/** Reads a template once. Filled without a job, what would come of one is empty. */
export function compiled(text: string, escape: Escape, fixed: Fixed): Fill {
  const parts: Fill[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const literal = text.slice(end, match.index);
    parts.push(() => literal);
    parts.push(valueOf(match[1] ?? '', escape, fixed));
    end = match.index + match[0].length;
  }
  const rest = text.slice(end);
  parts.push(() => rest);
  return (job) => parts.map((part) => part(job)).join('');
}

function valueOf(name: string, escape: Escape, { sender, secrets }: Fixed): Fill {
  const constant = (value: string): Fill => {
    const written = escape(value);
    return () => written;
  };
  switch (name) {
    case 'to':
      return (job) => escape(job?.to ?? '');
    case 'to_digits':
      return (job) => escape(job === null ? '' : digitsOf(job.to));
    case 'text':
      return (job) => escape(job?.text ?? '');
    case 'id':
      return (job) => escape(job?.id ?? '');
    case 'sender':
      return constant(sender ?? '');
    default:
      return constant(secrets[name.replace(/^secret\./, '')] ?? '');
  }
}

/** The name of a service is no number, whatever digits it has. */
function digitsOf(to: string): string {
  const digits = /^\+?(\d+)$/.exec(to)?.[1];
  if (digits === undefined) throw new ProviderError('the recipient is a name, and the provider is asked with a number');
  return digits;
}
