import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { examineProviders } from './examine-providers';

describe('doctor, of identity providers', () => {
  const examined = async (passwords: boolean, locations: Readonly<Record<string, string>>) => {
    const server = createServer((request, response) => {
      const id = /^\/v1\/sign-in\/providers\/(\w+)\?page=https%3A%2F%2Fadmin\.example%2Fadmin%2F&/.exec(
        request.url ?? '',
      )?.[1];
      if (id !== undefined) response.writeHead(302, { location: locations[id] }).end();
      else
        response.end(
          JSON.stringify({
            passwords,
            providers: Object.keys(locations).map((providerId) => ({
              providerId,
              name: providerId.toUpperCase(),
              startUrl: `https://admin.example/v1/sign-in/providers/${providerId}`,
            })),
          }),
        );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      return await examineProviders(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      server.close();
    }
  };

  it('finds one at which a sign-in does not begin, with the remedy', async () => {
    expect(
      await examined(true, {
        one: 'https://one.example/authorize?state=1',
        two: 'https://admin.example/admin/#sign-in-failed=provider-unavailable',
        three: 'https://admin.example/admin/#sign-in-failed=provider-refused',
      }),
    ).toMatchObject([
      { level: 'ok', what: 'ONE: sign-ins begin at https://one.example' },
      { level: 'problem', remedy: expect.stringContaining('REJOIN_SIGN_IN_ALLOWED_HOSTS') as string },
      { level: 'problem', remedy: expect.stringContaining('Compare the issuer') as string },
    ]);
  });

  it('finds that nobody can sign in', async () => {
    expect(await examined(false, {})).toMatchObject([{ level: 'problem' }]);
    expect(await examined(true, {})).toMatchObject([{ level: 'ok' }]);
    expect(await examineProviders(undefined)).toMatchObject([{ level: 'skipped' }]);
  });
});
