import { eventually } from '@rejoin/testing';
import { projectFolder } from '@rejoin/servers';
import { readFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { GatewayFixture } from '../../gateway.fixture';

/** The names of files that the README gives for the way of a lost connection through the gateway. */
function namesOfReadme(): string[] {
  const readme = readFileSync(join(projectFolder(), 'README.md'), 'utf8');
  const [way = ''] =
    /The files of the gateway through which a lost connection[^]*?The commit of/.exec(readme) ?? [];
  return [...way.matchAll(/`([a-z.-]+)`/g)].flatMap(([, name]) => name ?? []);
}

/** Records which functions run. */
class Coverage {
  private readonly session = new Session();

  private post(method: string, params: object = {}): Promise<object> {
    return promisify((done: (error: Error | null, result: object) => void) =>
      this.session.post(method, params, (error, result = {}) => done(error, result)),
    )();
  }

  async start(): Promise<void> {
    this.session.connect();
    await this.post('Profiler.enable');
    await this.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  }

  /** Returns the names of the gateway's files of which a function has run since the start. */
  async namesThatRan(): Promise<string[]> {
    const taken = await this.post('Profiler.takePreciseCoverage');
    this.session.disconnect();
    const { result } = taken as Profiler.TakePreciseCoverageReturnType;
    return result
      .filter(({ url }) => url.includes('/apps/session-gateway/src/'))
      .filter(({ functions }) => functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)))
      .map(({ url }) => basename(url, '.ts'));
  }
}

describe('the way of a lost connection through the gateway', () => {
  let gateway: GatewayFixture;
  beforeAll(async () => {
    gateway = await GatewayFixture.start();
  });
  afterAll(() => gateway.stop());

  it('passes through the files that the README names', async () => {
    const agentId = await gateway.agent();
    const customer = await gateway.customer(await gateway.widget());
    await gateway.assign(customer.conversationId, agentId);
    const desk = await gateway.desk(agentId);
    const isAway = () =>
      desk.all('conversation').some(({ conversation }) => conversation.customer.status === 'away');
    expect(isAway()).toBe(false);

    const coverage = new Coverage();
    await coverage.start();
    customer.caller.leave();
    await eventually(() => expect(isAway()).toBe(true)).catch(async (error: unknown) => {
      await coverage.namesThatRan();
      throw error;
    });
    const ran = await coverage.namesThatRan();

    const named = namesOfReadme();
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !ran.includes(name))).toEqual([]);
    // Only what runs is reported.
    expect(ran).not.toContain('resume-conversation');
  });

  it('goes on in the consumers that the README names', () => {
    const consumer = (path: string) => readFileSync(join(projectFolder(), 'apps', path), 'utf8');
    expect(consumer('reconnection-timer/src/inbound/session.consumer.ts')).toContain(
      "'CustomerDisconnected'",
    );
    expect(consumer('routing/src/inbound/reconnection.consumer.ts')).toContain("'ReconnectionWindowOpened'");
    expect(consumer('routing/src/inbound/session.consumer.ts')).not.toContain("'CustomerDisconnected'");
  });
});
