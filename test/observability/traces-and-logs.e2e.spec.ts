import { eventually } from '@rejoin/testing';
import { texts, type Agent, type Served } from '../journeys/people';
import { inAWorldOfItsOwn } from '../journeys/world';
import { OtlpReceiver, type ReceivedSpan } from './otlp-receiver';

/** A process exports its spans every 5 s. */
const patience = { timeout: 30_000, interval: 250 };
const secretWords = 'the words of a customer that are nobody else’s business';
jest.setTimeout(120_000);

describe('a system that exports traces and logs everything', () => {
  let collector: OtlpReceiver;
  const world = inAWorldOfItsOwn(async () => {
    collector = await OtlpReceiver.open();
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, REJOIN_LOG_LEVEL: 'debug' };
    return {
      environment: {
        'session-gateway': environment,
        routing: environment,
        'reconnection-timer': environment,
        config: environment,
      },
    };
  });
  let anna: Agent;
  let mia: Served;
  let late: Served;

  beforeAll(async () => {
    const shop = await world().shop();
    // The desk is at another gateway than the customer.
    anna = await world().agent(shop, 'anna', { gateway: 1 });
    mia = await world().served(shop, anna);
    const { conversationId } = mia;
    await mia.chat.send(secretWords);
    await eventually(() =>
      expect(texts(anna.desk.conversation(conversationId)?.transcript.entries ?? [])).toEqual([secretWords]),
    );
    mia.cutter.cut();
    await eventually(() => expect(snapshot()?.slotHeld).toBe(true));
    mia.cutter.restore();
    await eventually(() => expect(mia.reconnected).toHaveLength(1));
    await eventually(() => expect(snapshot()).toMatchObject({ slotHeld: false, window: null }));
    late = await world().timedOut();
  });
  afterAll(() => collector.close());

  const snapshot = () => anna.desk.conversation(mia.conversationId)?.snapshot;

  /** The trace of the only span with this name about a conversation, once it has all of these spans. */
  const traceOf = (name: string, { conversationId }: Served, spans: readonly string[]) =>
    eventually(() => {
      const roots = collector.spans.filter(
        (one) => one.name === name && one.conversationId === conversationId,
      );
      const found = roots.map(({ traceId }) => collector.trace(traceId)).find((all) => has(all, spans));
      if (!found)
        throw new Error(`${name}: ${roots.map((r) => list(collector.trace(r.traceId))).join('\n')}`);
      return found;
    }, patience);

  describe('the trace of a message', () => {
    it('leads from the frame of the customer to the desk at another gateway', async () => {
      const trace = await traceOf('frame send', mia, [
        'session-gateway: frame send',
        'session-gateway: publish MessageSent',
        'session-gateway: deliver to agent',
      ]);
      expect(rootsOf(trace)).toMatchObject([{ name: 'frame send' }]);
      const [frame] = trace.filter(({ name }) => name === 'frame send');
      const delivery = trace.filter(({ name }) => name === 'deliver to agent');
      expect(delivery.map(({ instance }) => instance)).not.toContain(frame?.instance);
    });

    it('shows its transaction, as a part or as a batch that links to it', async () => {
      const trace = await traceOf('frame send', mia, ['session-gateway: frame send']);
      const [frame] = trace.filter(({ name }) => name === 'frame send');
      await eventually(() => {
        const transactions = collector.spans.filter(({ name }) => name === 'transaction');
        const own = transactions.filter(
          ({ parentSpanId, links }) =>
            parentSpanId === frame?.spanId || links.some(({ spanId }) => spanId === frame?.spanId),
        );
        expect(own).toHaveLength(1);
      }, patience);
    });
  });

  describe('the trace of a disconnected customer', () => {
    const spans = [
      'session-gateway: customer away',
      'session-gateway: publish CustomerDisconnected',
      'reconnection-timer: apply CustomerDisconnected',
      'reconnection-timer: publish ReconnectionWindowOpened',
      'routing: apply ReconnectionWindowOpened',
      'routing: publish CapacityHeld',
      'session-gateway: apply CapacityHeld',
      'session-gateway: deliver to agent',
    ];

    it('leads through every service to the desk, as one tree', async () => {
      const trace = await traceOf('customer away', mia, spans);
      expect(rootsOf(trace)).toMatchObject([{ name: 'customer away' }]);
    });

    it('links to what was before the debounce time, as a timer is no part of it', async () => {
      const trace = await traceOf('customer away', mia, spans);
      const [{ links } = { links: [] }] = rootsOf(trace);
      expect(links).toHaveLength(1);
      await eventually(() => {
        const linked = collector.spans.find(({ spanId }) => spanId === links[0]?.spanId);
        expect(linked?.conversationId).toBe(mia.conversationId);
      }, patience);
    });
  });

  it('leads from the frame of a return through the timer to the desk, as one tree', async () => {
    const trace = await traceOf('frame resume', mia, [
      'session-gateway: frame resume',
      'session-gateway: ask request-reconnect',
      'reconnection-timer: answer request-reconnect',
      'reconnection-timer: publish ReconnectAccepted',
      'session-gateway: apply ReconnectAccepted',
      'routing: apply ReconnectAccepted',
      'routing: publish CapacityResumed',
      'session-gateway: apply CapacityResumed',
      'session-gateway: deliver to agent',
    ]);
    expect(rootsOf(trace)).toMatchObject([{ name: 'frame resume' }]);
  });

  it('links the expiry of a window to the trace that opened it', async () => {
    const opening = await traceOf('customer away', late, [
      'reconnection-timer: publish ReconnectionWindowOpened',
    ]);
    const expiry = await traceOf('window due', late, [
      'reconnection-timer: window due',
      'reconnection-timer: publish ReconnectExpired',
      'routing: apply ReconnectExpired',
      'session-gateway: deliver to agent',
    ]);
    const [root] = rootsOf(expiry);
    expect(root?.name).toBe('window due');
    expect(root?.links.map(({ traceId }) => traceId)).toEqual([opening[0]?.traceId]);
  });

  describe('the log', () => {
    it('is JSON without words of customers', () => {
      const all = linesOf(world().system);
      expect(all.length).toBeGreaterThan(100);
      expect(JSON.stringify(all)).not.toContain(secretWords);
    });

    it.each([
      ['session-gateway', 'frame send'],
      ['session-gateway', 'connection lost'],
      ['session-gateway', 'customer away'],
      ['reconnection-timer', 'apply CustomerDisconnected'],
      ['reconnection-timer', 'answer request-reconnect'],
      ['routing', 'apply ReconnectionWindowOpened'],
      ['session-gateway', 'apply CapacityHeld'],
      ['session-gateway', 'deliver to agent'],
    ])('of %s names conversation and trace in the line about: %s', async (service, operation) => {
      await eventually(() => {
        const about = linesOf(world().system).filter(
          (line) => line.service === service && line.operation === operation,
        );
        const own = about.find(({ conversationId }) => conversationId === mia.conversationId);
        expect(own?.traceId).toMatch(/^[0-9a-f]{32}$/);
      });
    });

    it('finds with the trace of a line the same trace in other services', async () => {
      // Both gateways try, and one decides.
      const trace = await traceOf('customer away', mia, ['routing: apply ReconnectionWindowOpened']);
      const traced = linesOf(world().system).filter(({ traceId }) => traceId === trace[0]?.traceId);
      expect(new Set(traced.map(({ conversationId }) => conversationId))).toEqual(
        new Set([mia.conversationId]),
      );
      expect(new Set(traced.map(({ service }) => service))).toEqual(
        new Set(['session-gateway', 'reconnection-timer', 'routing']),
      );
    });
  });
});

interface Line {
  readonly service: string;
  readonly operation?: string;
  readonly conversationId?: string;
  readonly traceId?: string;
}

type System = ReturnType<ReturnType<typeof inAWorldOfItsOwn>>['system'];

/** All lines of the logs of a system. A line that is no JSON fails. */
function linesOf({ gateways, config, routing, timer }: System): Line[] {
  return [...gateways, config, routing, timer].flatMap((process) =>
    process
      .log(Infinity)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line),
  );
}

function has(trace: readonly ReceivedSpan[], names: readonly string[]): boolean {
  const found = new Set(trace.map(({ service, name }) => `${service}: ${name}`));
  return names.every((name) => found.has(name)) && rootsOf(trace).length === 1;
}

/** The spans whose parent is not in the trace. A tree has one. */
function rootsOf(trace: readonly ReceivedSpan[]): ReceivedSpan[] {
  const ids = new Set(trace.map(({ spanId }) => spanId));
  return trace.filter(({ parentSpanId }) => !ids.has(parentSpanId ?? ''));
}

const list = (trace: readonly ReceivedSpan[]) =>
  trace
    .map(({ service, name, parentSpanId, spanId }) => `${service}: ${name} ${parentSpanId ?? ''}>${spanId}`)
    .join(' | ');
