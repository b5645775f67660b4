import { SecretValues } from '@rejoin/kernel';
import { AccessTokens } from '@rejoin/service';
import { startShop, type TestConfig } from '../config.fixture';

describe('a trial of a widget', () => {
  let config: TestConfig;
  let token: string;

  beforeAll(async () => {
    config = await startShop({
      REJOIN_ENDPOINTS: 'https://chat.example/,https://b.example',
    });
    token = await config.tokenOf('admin@shop');
  });
  afterAll(() => config.stop());

  const begin = (id: string, as = token) =>
    config.call('POST', `/v1/widgets/${id}/try`, { token: as, body: {} });

  it('is a page of the first gateway, with a token for this widget that is no sign-in', async () => {
    const { body } = await begin('shop');
    const url = new URL(String(body['url']));
    expect(url.origin + url.pathname).toBe('https://chat.example/v1/widgets/shop/try');
    const given = url.searchParams.get('token') ?? '';
    const tokens = new AccessTokens(new SecretValues(process.env['REJOIN_TOKEN_PUBLIC_KEY'] ?? ''), {
      millis: () => Date.now(),
    });
    expect(await tokens.widgetToTry(given)).toBe('shop');
    expect(await tokens.widgetToTry(token)).toBeUndefined();
    expect(await config.call('GET', '/v1/widgets', { token: given })).toMatchObject({ status: 401 });
  });

  it('is not for a widget that does not exist, and only for administrators', async () => {
    expect(await begin('no-such')).toMatchObject({ status: 404 });
    expect(await begin('shop', await config.tokenOf('sam@shop'))).toMatchObject({ status: 403 });
    expect(await begin('shop')).toMatchObject({ body: { expiresAt: expect.any(String) as string } });
  });
});
