import { isTracing } from './span';
import { startTracing } from './start-tracing';

const options = { service: 'routing', onFailure: () => undefined } as const;

// The first test must run before the SDK is loaded by another one.
const mockLoaded = jest.fn();
jest.mock('./open-telemetry', () => {
  mockLoaded();
  return jest.requireActual<object>('./open-telemetry');
});

describe('tracing', () => {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: before } = process.env;
  afterEach(() => {
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = before ?? '';
  });

  it.each([undefined, ''])('is off with the endpoint %p', async (endpoint) => {
    if (endpoint === undefined) delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    else process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = endpoint;
    const stop = await startTracing(options);
    expect(isTracing()).toBe(false);
    // The packages of OpenTelemetry are not even loaded.
    expect(mockLoaded).not.toHaveBeenCalled();
    await stop();
  });

  it('is on with an endpoint, until it is stopped', async () => {
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = 'http://127.0.0.1:9';
    const stop = await startTracing(options);
    expect(isTracing()).toBe(true);
    expect(mockLoaded).toHaveBeenCalled();
    await stop();
    expect(isTracing()).toBe(false);
  });
});
