import { WidgetSettings } from '@rejoin/contracts';
import { widgetProblems } from './widget-problems';
import { newWidget } from './new-widget';

const shop: WidgetSettings = {
  ...newWidget('w', 'en'),
  name: 'Shop',
  allowedOrigins: ['https://shop.example'],
};
const reconnecting = (more: Partial<WidgetSettings['reconnect']>): WidgetSettings => ({
  ...shop,
  reconnect: { ...shop.reconnect, enabled: true, portalUrl: 'https://shop.example/help', ...more },
});
const signedIn = (more: Partial<WidgetSettings['authentication']>): WidgetSettings => ({
  ...shop,
  authentication: { ...shop.authentication, required: true, ...more },
});
const codes = (widget: WidgetSettings, saved?: WidgetSettings) =>
  Object.fromEntries([...widgetProblems(widget, saved)].map(([field, { code }]) => [field, code]));
const key = {
  kid: null,
  publicKey: '-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----',
  expiresAt: null,
};

describe('settings of a chat widget', () => {
  it('have nothing wrong when they are complete', () => {
    expect(codes(shop)).toEqual({});
    expect(codes({ ...shop, sharedDomain: 'shop.example' })).toEqual({});
    expect(codes(reconnecting({ redirectUrl: 'https://elsewhere.example' }))).toEqual({});
    expect(codes(signedIn({ publicKeys: [key], audience: 'shop' }))).toEqual({});
  });

  it.each<[string, WidgetSettings, Record<string, string>]>([
    ['a name', { ...shop, name: ' ' }, { '/name': 'required' }],
    ['a language tag', { ...shop, locale: 'english' }, { '/locale': 'locale' }],
    [
      'a Portal URL when reconnection is on',
      reconnecting({ portalUrl: null }),
      { '/reconnect/portalUrl': 'portal-required' },
    ],
    [
      'an allowed host in it',
      reconnecting({ portalUrl: 'https://other.example/' }),
      { '/reconnect/portalUrl': 'portal-host' },
    ],
    [
      'https in it',
      reconnecting({ portalUrl: 'http://shop.example/' }),
      { '/reconnect/portalUrl': 'not-https' },
    ],
    [
      'a domain with subdomains to share a chat',
      { ...shop, sharedDomain: 'https://shop.example' },
      { '/sharedDomain': 'not-a-domain' },
    ],
    [
      'an allowed origin on that domain',
      { ...shop, sharedDomain: 'other.example' },
      { '/sharedDomain': 'domain-without-origin' },
    ],
    ['an address in it', reconnecting({ portalUrl: 'shop' }), { '/reconnect/portalUrl': 'not-a-url' }],
    [
      'a Time limit of a minute or more',
      reconnecting({ timeLimitSeconds: 30 }),
      { '/reconnect/timeLimitSeconds': 'time-limit-range' },
    ],
    [
      'a Time limit of a day or less',
      reconnecting({ timeLimitSeconds: 86_460 }),
      { '/reconnect/timeLimitSeconds': 'time-limit-range' },
    ],
    [
      'a Redirect URL without a password in it',
      reconnecting({ redirectUrl: 'https://:b@c.example' }),
      { '/reconnect/redirectUrl': 'url-credentials' },
    ],
    [
      'a JWKS URL without a username in it',
      signedIn({ jwksUrl: 'https://a@c.example', audience: 'shop' }),
      { '/authentication/jwksUrl': 'url-credentials' },
    ],
    [
      'origins without a path',
      { ...shop, allowedOrigins: ['https://shop.example/'] },
      { '/allowedOrigins/0': 'not-an-origin' },
    ],
    [
      'each origin once',
      { ...shop, allowedOrigins: ['https://a.example', 'https://a.example'] },
      { '/allowedOrigins/1': 'origin-twice' },
    ],
    [
      'a key when sign-in is required',
      signedIn({ audience: 'a' }),
      { '/authentication/publicKeys': 'key-required' },
    ],
    [
      'an audience unless its check is off',
      signedIn({ publicKeys: [key] }),
      { '/authentication/audience': 'audience-required' },
    ],
    [
      'an algorithm',
      signedIn({ publicKeys: [key], audience: 'a', algorithms: [] }),
      { '/authentication/algorithms': 'algorithm-required' },
    ],
    [
      'a public key where a private one was pasted',
      signedIn({ publicKeys: [{ ...key, publicKey: '-----BEGIN PRIVATE KEY-----' }], audience: 'a' }),
      { '/authentication/publicKeys/0/publicKey': 'private-key' },
    ],
  ])('must have %s', (_, widget, wrong) => {
    expect(codes(widget)).toEqual(wrong);
  });

  it('may keep a Time limit of seconds that was set through the API', () => {
    expect(codes(reconnecting({ timeLimitSeconds: 2 }), reconnecting({ timeLimitSeconds: 2 }))).toEqual({});
  });

  it('are refused here only where the server would refuse them, Time limits of seconds aside', () => {
    expect(WidgetSettings.safeParse(shop).success).toBe(true);
    for (const wrong of [
      reconnecting({ portalUrl: null }),
      reconnecting({ portalUrl: 'https://other.example/' }),
      signedIn({ audience: 'a' }),
      signedIn({ publicKeys: [key] }),
    ]) {
      const parsed = WidgetSettings.safeParse(wrong);
      const fields = parsed.error?.issues.map(({ path }) => `/${path.join('/')}`);
      expect(fields).toEqual(Object.keys(codes(wrong)));
    }
  });
});
