import type { WidgetSettings } from '@rejoin/contracts';
import { demoSeed, movedTo } from './demo';
import { SeedFile } from './seed-file';
import { planSeed } from './seed-plan';

const portal = 'http://localhost:4100/portal';
const elsewhere = 'http://localhost:5200/portal';
const publicKey = '-----BEGIN PUBLIC KEY-----';
const none = { workstreams: [], agents: [], widgets: [], quickReplies: [] };
const widgets = (url: string) =>
  (demoSeed(url, publicKey).widgets ?? []) as unknown as [WidgetSettings, WidgetSettings];

describe('the demo', () => {
  it('is a seed that meets all rules', () => {
    const seed = demoSeed(portal, publicKey);
    expect(SeedFile.parse(seed)).toEqual(seed);
    const plan = planSeed(seed, none, [], 'rejoin-demo');
    expect(plan.wrong).toEqual([]);
    expect(plan.changes.map(({ id }) => id)).toEqual([
      ...['demo', 'anna', 'ben', 'demo', 'demo-signed-in', 'demo-greeting', 'demo-reconnect-link'],
    ]);
    expect(plan.accounts.map(({ login }) => login)).toEqual([
      'anna@demo',
      'ben@demo',
      'sam@demo',
      'admin@demo',
    ]);
  });

  it('has no chat widget for signed-in customers when nobody could sign them in', () => {
    expect(demoSeed(portal).widgets?.map(({ id }) => id)).toEqual(['demo']);
  });

  it('allows its portal under each local name on the configured port, and on the next port for a second device', () => {
    expect(widgets(elsewhere)[0].allowedOrigins).toEqual([
      'http://localhost:5200',
      'http://127.0.0.1:5200',
      'http://[::1]:5200',
      'http://127.0.0.1:5201',
    ]);
  });

  it('follows its portal to another port', () => {
    const [open, signedIn] = widgets(portal);
    expect([movedTo(elsewhere, publicKey, open), movedTo(elsewhere, publicKey, signedIn)]).toEqual(
      widgets(elsewhere),
    );
    expect(movedTo(portal, publicKey, open)).toEqual(open);
  });

  it('follows a key that was replaced, where customers sign in', () => {
    const [open, signedIn] = widgets(portal);
    expect(movedTo(portal, 'another', open)).toEqual(open);
    expect(movedTo(portal, 'another', signedIn).authentication.publicKeys).toEqual([
      { kid: null, publicKey: 'another', expiresAt: null },
    ]);
  });

  it('keeps a portal, an issuer and origins that a person has set', () => {
    const [first] = widgets(portal);
    const own = {
      ...first,
      locale: 'de' as const,
      allowedOrigins: ['https://shop.example'],
      reconnect: { ...first.reconnect, portalUrl: 'https://shop.example/help', timeLimitSeconds: 30 },
      authentication: { ...first.authentication, issuer: 'https://shop.example' },
    };
    expect(movedTo(elsewhere, publicKey, own)).toEqual({
      ...own,
      allowedOrigins: [...widgets(elsewhere)[0].allowedOrigins, 'https://shop.example'],
    });
  });
});
