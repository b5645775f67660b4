import type { ServiceName } from '@rejoin/contracts';
import { instruments } from './span';

export interface TracingOptions {
  readonly service: ServiceName;
  /** Called when spans could not be exported, at most once a minute. */
  readonly onFailure: (reason: string) => void;
}

/**
 * Exports spans over OTLP/HTTP, as the variables of OpenTelemetry say. Returns a function that exports the last ones.
 * Without `OTEL_EXPORTER_OTLP_ENDPOINT` it does nothing, and the packages of OpenTelemetry are not even loaded.
 */
export async function startTracing(options: TracingOptions): Promise<() => Promise<void>> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint = '' } = process.env;
  if (endpoint === '') return () => Promise.resolve();
  const { OpenTelemetry } = await import('./open-telemetry');
  const telemetry = new OpenTelemetry(options);
  instruments.spans = telemetry;
  return () => {
    instruments.spans = undefined;
    return telemetry.close();
  };
}
