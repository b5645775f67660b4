import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  diag,
  DiagLogLevel,
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind as Kind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Link,
  type Span as OtelSpan,
  type SpanContext,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Span, SpanExport, SpanKind, SpanOptions } from './span';
import type { TracingOptions } from './start-tracing';

const kinds: Readonly<Record<SpanKind, Kind>> = {
  server: Kind.SERVER,
  client: Kind.CLIENT,
  producer: Kind.PRODUCER,
  consumer: Kind.CONSUMER,
  internal: Kind.INTERNAL,
};
const closeWithinMs = 2_000;
const tellEveryMs = 60_000;

/** Exports spans with the packages of OpenTelemetry. Parents are passed explicitly, so it needs no context of its own. */
export class OpenTelemetry implements SpanExport {
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;

  constructor({ service, onFailure }: TracingOptions) {
    reportFailures(onFailure);
    const own = resourceFromAttributes({
      'service.name': service,
      'service.namespace': 'rejoin',
      'service.instance.id': randomUUID(),
    });
    const resource = defaultResource()
      .merge(own)
      .merge(detectResources({ detectors: [envDetector] }));
    this.provider = new TracerProvider({
      resource,
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampledShare()) }),
      spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
    });
    this.tracer = this.provider.getTracer('rejoin');
  }

  start({ name, kind = 'internal', conversationId, parent, links = [] }: SpanOptions): Span {
    const cause = parent === undefined ? undefined : contextOf(parent);
    const span = this.tracer.startSpan(
      name,
      {
        kind: kinds[kind],
        links: links.flatMap((link): Link[] => {
          const context = contextOf(link);
          return context ? [{ context }] : [];
        }),
      },
      cause ? trace.setSpanContext(ROOT_CONTEXT, cause) : ROOT_CONTEXT,
    );
    const concerns = (id: string) => void span.setAttribute('rejoin.conversation.id', id);
    if (conversationId !== undefined) concerns(conversationId);
    return { traceparent: traceparentOf(span), concerns, end: (error) => endSpan(span, error) };
  }

  /** Exports the spans that have ended. A collector that does not answer delays the end of the process by 2 s. */
  async close(): Promise<void> {
    const closed = this.provider.shutdown().catch(() => undefined);
    await Promise.race([closed, pause(closeWithinMs, undefined, { ref: false })]);
  }
}

/** An error may quote what somebody wrote, so only its class is exported. The log has more. */
function endSpan(span: OtelSpan, error: unknown): void {
  if (error !== undefined) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
  }
  span.end();
}

function contextOf(traceparent: string): SpanContext | undefined {
  const [version, traceId = '', spanId = '', flags = ''] = traceparent.split('-');
  const context = { traceId, spanId, traceFlags: parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  return version === '00' && isSpanContextValid(context) ? context : undefined;
}

function traceparentOf(span: OtelSpan): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`;
}

/** The share of traces that are exported, from 0 to 1. The variable is the one of OpenTelemetry; the default is all. */
function sampledShare(): number {
  const share = Number(process.env['OTEL_TRACES_SAMPLER_ARG'] || 1);
  return share >= 0 && share <= 1 ? share : 1;
}

function reportFailures(onFailure: (reason: string) => void): void {
  let toldAt = -Infinity;
  const ignore = () => undefined;
  const error = (message: string): void => {
    const now = performance.now();
    if (now - toldAt < tellEveryMs) return;
    toldAt = now;
    onFailure(message.slice(0, 500));
  };
  const logger = { error, warn: ignore, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(logger, { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true });
}
