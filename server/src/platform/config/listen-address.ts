import { z } from 'zod';

export interface ListenAddress {
  host: string;
  port: number;
}

const FORM = /^(?:\[([0-9A-Fa-f:.%]+)\]|([^:[\]/\s]+)):(\d{1,5})$/;

/** `host:port`, an IPv6 address in brackets; 0.0.0.0 is every address of the machine, port 0 a free one. */
export const ListenAddress = z.string().transform((text, context): ListenAddress => {
  const [, v6, name, port] = FORM.exec(text) ?? [];
  const host = v6 ?? name;
  if (host !== undefined && Number(port) <= 65_535) return { host, port: Number(port) };
  context.addIssue('expected an address and a port, such as 0.0.0.0:8883 or [::]:8883');
  return z.NEVER;
});
