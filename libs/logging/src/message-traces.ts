import type { Attributes, HrTime, SpanContext } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { isTraced, spanIdOf, type Step, traceIdOf } from './trace-ids.js';

/** Where traces go, and who tells of them. */
export interface TraceSettings {
  /** Of a collector that speaks OTLP over HTTP: its address, to which `/v1/traces` is added. */
  endpoint: string;
  /** Which share of the messages is traced, 0 to 1. */
  share: number;
  service: string;
  version: string;
  /** A name that tells this process from others of the service. */
  instance: string;
}

/** A step of a message that is over. Times are epoch milliseconds. */
export interface MessageStep {
  messageId: string;
  step: Step;
  /** 0 before the first. */
  attempt: number;
  beganAt: number;
  endedAt: number;
  /** No number and no text. */
  attributes?: Attributes;
  /** Why it went wrong; absent where it went well. */
  failure?: string;
}

const INTERNAL = 0;
const SAMPLED = 1;
const UNSET = 0;
const ERROR = 2;
const EXPORT_EVERY_MS = 1_000;
const CLOSE_WITHIN_MS = 2_000;
const BEFORE: Record<Step, Step | null> = { accept: null, dispatch: 'accept', send: 'dispatch', report: 'send' };

/** A clock in two parts: seconds, and nanoseconds of them. */
const timeOf = (ms: number): HrTime => [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];

const contextOf = (messageId: string, step: Step, attempt: number): SpanContext => ({
  traceId: traceIdOf(messageId),
  spanId: spanIdOf(messageId, step, step === 'accept' ? 0 : attempt),
  traceFlags: SAMPLED,
});

/** A step as OpenTelemetry has it; what came before it is its parent, whichever process told of that. */
export function spanOf(told: MessageStep, resource: Resource): ReadableSpan {
  const { messageId, step, attempt, failure } = told;
  const before = BEFORE[step];
  const context = contextOf(messageId, step, attempt);
  // Two clocks may differ: a step is never shorter than nothing.
  const endedAt = Math.max(told.beganAt, told.endedAt);
  return {
    name: step,
    kind: INTERNAL,
    spanContext: () => context,
    parentSpanContext: before === null ? undefined : { ...contextOf(messageId, before, attempt), isRemote: true },
    startTime: timeOf(told.beganAt),
    endTime: timeOf(endedAt),
    duration: timeOf(endedAt - told.beganAt),
    status: failure === undefined ? { code: UNSET } : { code: ERROR, message: failure },
    attributes: { 'message.id': messageId, 'message.attempt': attempt, ...told.attributes },
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: 'signalbox' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Tells a collector what became of some messages, behind all else: what cannot be told in time is dropped. */
export class MessageTraces {
  constructor(
    private readonly share: number,
    private readonly resource: Resource,
    private readonly processor: SpanProcessor,
  ) {}

  /** To be asked first: a message is traced everywhere, or nowhere. */
  has(messageId: string): boolean {
    return isTraced(messageId, this.share);
  }

  add(step: MessageStep): void {
    this.processor.onEnd(spanOf(step, this.resource));
  }

  /** Tells what is left, for a moment. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_WITHIN_MS)));
    await Promise.race([this.processor.shutdown().catch(() => undefined), late]);
    clearTimeout(timer);
  }
}

/** Says when a collector does not take what it is told, and when it does again; once each. */
function watched(exporter: SpanExporter, say: (line: string) => void): SpanExporter {
  let isAway = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const failed = result.code !== 0;
        if (failed !== isAway) {
          say(failed ? `traces are lost: ${result.error?.message ?? 'not taken'}` : 'traces are taken again');
        }
        isAway = failed;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}

/**
 * The packages are loaded here, so that whoever traces nothing pays nothing. They read the other variables of OpenTelemetry
 * themselves, such as OTEL_EXPORTER_OTLP_HEADERS.
 * @param say is told when traces are lost
 */
export async function openTraces(settings: TraceSettings, say: (line: string) => void): Promise<MessageTraces> {
  const [{ OTLPTraceExporter }, { BatchSpanProcessor }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/resources'),
  ]);
  const resource = resourceFromAttributes({
    'service.name': settings.service,
    'service.version': settings.version,
    'service.instance.id': settings.instance,
  });
  const exporter = new OTLPTraceExporter({ url: `${settings.endpoint.replace(/\/$/, '')}/v1/traces` });
  const processor = new BatchSpanProcessor(watched(exporter, say), { scheduledDelayMillis: EXPORT_EVERY_MS });
  return new MessageTraces(settings.share, resource, processor);
}
