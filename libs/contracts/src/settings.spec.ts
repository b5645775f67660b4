import { originsBelow, Origin, WidgetSettings } from './settings';

const widget = {
  workstreamId: 'w',
  name: 'Shop',
  active: true,
  locale: 'en',
  allowedOrigins: ['https://shop.contoso.com', 'https://help.contoso.com', 'https://partner.example'],
  askName: false,
  debounceSeconds: 5,
  reconnect: {
    enabled: false,
    timeLimitSeconds: 180,
    portalUrl: null,
    redirectUrl: null,
    extension: { times: 0, seconds: 60 },
  },
  authentication: {
    required: false,
    publicKeys: [],
    jwksUrl: null,
    algorithms: ['ES256'],
    issuer: null,
    audience: null,
    audienceRequired: false,
  },
};
const refused = (sharedDomain: unknown) =>
  WidgetSettings.safeParse({ ...widget, sharedDomain }).error?.issues.map(({ path }) => path.join('/'));

describe('the domain over which chats are kept', () => {
  it.each([['contoso.com'], ['shop.contoso.com'], [null], [undefined]])('may be %s', (domain) => {
    expect(refused(domain)).toBeUndefined();
  });

  it.each([
    ['com'],
    ['Contoso.com'],
    ['.contoso.com'],
    ['https://contoso.com'],
    ['contoso.com:443'],
    ['127.0.0.1'],
    ['other.example'],
    ['toso.com'],
    [''],
  ])('is never "%s"', (domain) => {
    expect(refused(domain)).toContain('sharedDomain');
  });

  it('holds its own origins, and none that only end like it', () => {
    const origins = ['https://contoso.com', 'https://a.b.contoso.com:8443', 'https://notcontoso.com'];
    expect(originsBelow('contoso.com', origins)).toEqual(origins.slice(0, 2));
  });
});

it('an origin without TLS is one of this machine alone', () => {
  for (const one of ['http://localhost:3000', 'http://shop.rejoin.localhost:3000', 'http://127.0.0.1:3000'])
    expect(Origin.safeParse(one).success).toBe(true);
  for (const one of ['http://shop.example', 'http://notlocalhost', 'http://localhost.example'])
    expect(Origin.safeParse(one).success).toBe(false);
});
