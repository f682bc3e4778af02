import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RECIPIENT, TestApp } from '../app.js';
import { until } from '../until.js';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code: number };
}
interface Told {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue: string } }[] };
    scopeSpans: { spans: Span[] }[];
  }[];
}

/** What a collector of OpenTelemetry's is told. */
class Collector {
  readonly spans: (Span & { service: string | undefined })[] = [];
  readonly bodies: string[] = [];
  readonly paths = new Set<string | undefined>();
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      this.paths.add(request.url);
      this.take(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  of(messageId: string) {
    const trace = messageId.replaceAll('-', '');
    return this.spans.filter(({ traceId }) => traceId === trace);
  }

  private take(body: string): void {
    this.bodies.push(body);
    for (const { resource, scopeSpans } of (JSON.parse(body) as Told).resourceSpans) {
      const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue;
      for (const span of scopeSpans.flatMap(({ spans }) => spans)) this.spans.push({ ...span, service });
    }
  }
}

describe('a message with a collector of traces', () => {
  const collector = new Collector();
  let app: TestApp;
  let id: string;
  beforeAll(async () => {
    const endpoint = await collector.start();
    app = await TestApp.start({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: '1' });
    await app.startWorker();
    id = await app.send({ text: 'a private word' });
    await app.reached(id, 'delivered');
    await until(() => collector.of(id).length >= 4);
  });
  afterAll(async () => {
    await app?.stop();
    collector.stop();
  });

  it('is one trace over server and worker, each step the parent of the next', () => {
    const spans = ['accept', 'dispatch', 'send', 'report'].map((step) => {
      const found = collector.of(id).filter(({ name }) => name === step);
      expect(found.map(({ name }) => name)).toEqual([step]);
      return found[0] as (typeof found)[0];
    });
    expect(spans.map(({ service }) => service)).toEqual([
      'signalbox-server',
      'signalbox-server',
      'signalbox-worker',
      'signalbox-server',
    ]);
    expect(spans.map(({ parentSpanId }) => parentSpanId || null)).toEqual([
      null,
      ...spans.slice(0, -1).map(({ spanId }) => spanId),
    ]);
    for (const { startTimeUnixNano: from, endTimeUnixNano: to, status } of spans) {
      expect(BigInt(to)).toBeGreaterThanOrEqual(BigInt(from));
      expect(status.code).toBe(0);
    }
  });

  it('is told of by OTLP over HTTP, without number and text', () => {
    expect([...collector.paths]).toEqual(['/v1/traces']);
    const told = collector.bodies.join('\n');
    for (const secret of [RECIPIENT.slice(1), 'a private word']) expect(told).not.toContain(secret);
  });
});
