import { isAlive } from '@rejoin/servers';
import { startSystem, type TestSystem } from './test-system';

describe('a whole system for tests', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.stop());

  const answers = async (url: string) =>
    (await fetch(`${url}/health/ready`).catch(() => ({ status: 'nobody' }))).status;

  it('has two gateways and one of each other service, all ready', async () => {
    const urls = [...system.gateways, system.config, system.routing, system.timer].map(({ url }) => url);
    expect(new Set(urls).size).toBe(5);
    const services = [...system.gateways, system.config, system.routing, system.timer];
    expect(await Promise.all(services.map(({ opsUrl }) => answers(opsUrl)))).toEqual([
      200, 200, 200, 200, 200,
    ]);
    // Nobody but operators: not where everybody may ask.
    expect(await Promise.all(urls.map(answers))).toEqual([404, 404, 404, 404, 404]);
  });

  it('has services that can be killed and restarted at the same address', async () => {
    const [gateway] = system.gateways;
    const { url, opsUrl, pid } = gateway!;
    await gateway!.kill('SIGKILL');
    expect(await answers(opsUrl)).toBe('nobody');
    expect(isAlive(pid)).toBe(false);

    await gateway!.restart();
    expect(gateway!.url).toBe(url);
    expect(await answers(opsUrl)).toBe(200);
  });
});
