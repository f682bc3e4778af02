import { Agent as HttpAgent, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { OutboundRefused } from '@signalbox/transport/checked-lookup';
import type { OutboundGuard } from './outbound-guard.js';

/**
 * A connection that nobody used for so long is closed by us: before the provider closes it, because a request that is
 * written into a connection just closed is lost.
 */
const IDLE_MS = 4_000;
/** Proxies in use at once; programs may each have their own. */
const PROXIES = 20;

/** How a request travels: whether it is for `node:https`, and with which options. */
export interface Way {
  secure: boolean;
  options: RequestOptions;
  /** Headers that the way needs. */
  headers: Record<string, string>;
}

const keepAlive = { keepAlive: true, timeout: IDLE_MS };
const portOf = ({ port, protocol }: URL): number =>
  Number(port) || (protocol.startsWith('socks') ? 1080 : { 'http:': 80, 'https:': 443 }[protocol]) || 0;
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** The connections of one account: straight, or through its proxies. */
export class Routes {
  private readonly plain = new HttpAgent(keepAlive);
  private readonly secure = new HttpsAgent(keepAlive);
  private readonly tunnels = new Map<string, HttpAgent>();

  constructor(private readonly guard: OutboundGuard) {}

  /** @throws OutboundRefused when this must not be reached, or the proxy is none */
  to(url: URL, proxy: string | null): Way {
    const refusal = this.guard.refusalOfHost(url.hostname);
    if (refusal !== null) throw new OutboundRefused(refusal);
    const secure = url.protocol === 'https:';
    const path = url.pathname + url.search;
    const aim = { ...addressOf(url), path, lookup: this.guard.lookupFor(portOf(url)) };
    if (proxy !== null) return this.through(proxyUrlOf(proxy), url, aim);
    this.checkLiteral(url);
    return { secure, options: { ...aim, agent: secure ? this.secure : this.plain }, headers: {} };
  }

  close(): void {
    for (const agent of [this.plain, this.secure, ...this.tunnels.values()]) agent.destroy();
    this.tunnels.clear();
  }

  /** Through a proxy a name is resolved there, save with socks4 and socks5; an address is checked all the same. */
  private through(proxy: URL, url: URL, aim: RequestOptions): Way {
    this.checkLiteral(proxy);
    this.checkLiteral(url);
    const secure = url.protocol === 'https:';
    const isHttp = proxy.protocol === 'http:' || proxy.protocol === 'https:';
    if (secure || !isHttp) return { secure, options: { ...aim, agent: this.tunnelOf(proxy) }, headers: {} };
    // RFC 9112 3.2.2: a proxy is asked for the whole URL.
    const headers = { host: url.host, ...authorizationOf(proxy) };
    const agent = proxy.protocol === 'https:' ? this.secure : this.plain;
    const lookup = this.guard.lookupFor(portOf(proxy));
    return {
      secure: proxy.protocol === 'https:',
      options: { ...addressOf(proxy), path: url.href, lookup, agent },
      headers,
    };
  }

  private tunnelOf(proxy: URL): HttpAgent {
    const known = this.tunnels.get(proxy.href);
    if (known) return known;
    const lookup = this.guard.lookupFor(portOf(proxy));
    const agent = proxy.protocol.startsWith('socks')
      ? new SocksProxyAgent(proxy, { keepAlive: true, socketOptions: { lookup } })
      : new HttpsProxyAgent(proxy, { ...keepAlive, lookup });
    // Given to the constructor, the SOCKS agent would take it for the time that a request may last.
    agent.options.timeout = IDLE_MS;
    const [oldest] = this.tunnels.keys();
    if (oldest !== undefined && this.tunnels.size >= PROXIES) {
      this.tunnels.get(oldest)?.destroy();
      this.tunnels.delete(oldest);
    }
    this.tunnels.set(proxy.href, agent);
    return agent;
  }

  private checkLiteral(url: URL): void {
    const refusal = this.guard.refusalOfLiteral(url.hostname, portOf(url));
    if (refusal !== null) throw new OutboundRefused(refusal);
  }
}

const addressOf = (url: URL): RequestOptions => ({ protocol: url.protocol, host: hostOf(url), port: portOf(url) });

function proxyUrlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^(https?|socks4|socks5h?):$/.test(url.protocol) && url.hostname !== '') return url;
  throw new OutboundRefused('the proxy is not a URL that begins with http://, https://, socks4:// or socks5://');
}

function authorizationOf({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}
