import { startShop, type TestConfig } from '../config.fixture';

describe('config with configured addresses of the gateways', () => {
  let config: TestConfig;
  const endpoints = ['https://chat-1.example', 'https://chat-2.example'];

  beforeAll(async () => {
    config = await startShop({ REJOIN_ENDPOINTS: endpoints.join(',') });
  });
  afterAll(() => config.stop());

  it('shows them to supervisors and administrators, for the code that embeds a chat widget', async () => {
    for (const login of ['sam@shop', 'admin@shop']) {
      const { status, body } = await config.call('GET', '/v1/addresses', {
        token: await config.tokenOf(login),
      });
      expect({ status, body }).toEqual({ status: 200, body: { gateways: endpoints } });
    }
  });

  it('shows them to no other role', async () => {
    const agent = await config.call('GET', '/v1/addresses', { token: await config.tokenOf('anna@shop') });
    expect(agent).toMatchObject({ status: 403, body: { name: 'forbidden' } });
    expect(await config.call('GET', '/v1/addresses')).toMatchObject({ status: 401 });
  });
});
