import { AccountSettings, NewPassword } from '@rejoin/contracts';
import { generateKeyPairSync } from 'node:crypto';
import { demo, demoPassword, movedTo, signedInWidget } from './demo';
import { kinds, settingsProblems, type Kind, type Settings } from './kinds';

const portal = 'http://localhost:4100/portal';
const { publicKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const things: [Kind, Record<string, Settings>][] = [
  [kinds.workstream, demo.workstreams],
  [kinds.widget, { ...demo.widgets(portal), 'demo-signed-in': signedInWidget(portal, publicKey) }],
  [kinds.agent, demo.agents],
  [kinds.quickReply, demo.quickReplies],
];

describe('the demo data', () => {
  it('meets the rules of the settings', () => {
    for (const [kind, settings] of things) {
      for (const value of Object.values(settings)) {
        expect(kind.schema.parse(value)).toEqual(value);
        expect(settingsProblems(kind, value, new Set(['demo']))).toEqual([]);
      }
    }
    for (const account of Object.values(demo.accounts))
      expect(AccountSettings.parse(account)).toEqual(account);
    expect(NewPassword.parse(demoPassword)).toBe(demoPassword);
  });

  it('allows its portal under each local name on the configured port, and on the next port for a second device', () => {
    expect(demo.widgets('http://localhost:5200/portal').demo.allowedOrigins).toEqual([
      'http://localhost:5200',
      'http://127.0.0.1:5200',
      'http://[::1]:5200',
      'http://127.0.0.1:5201',
    ]);
  });

  it('follows its portal to another port', () => {
    const elsewhere = 'http://localhost:5200/portal';
    expect(movedTo(elsewhere, demo.widgets(portal).demo)).toEqual(demo.widgets(elsewhere).demo);
    expect(movedTo(elsewhere, signedInWidget(portal, publicKey))).toEqual(
      signedInWidget(elsewhere, publicKey),
    );
    expect(movedTo(portal, demo.widgets(portal).demo)).toEqual(demo.widgets(portal).demo);
  });

  it('keeps a portal, an issuer and origins that a person has set', () => {
    const { demo: first } = demo.widgets(portal);
    const own = {
      ...first,
      locale: 'de' as const,
      allowedOrigins: ['https://shop.example'],
      reconnect: { ...first.reconnect, portalUrl: 'https://shop.example/help', timeLimitSeconds: 30 },
      authentication: { ...first.authentication, issuer: 'https://shop.example' },
    };
    expect(movedTo('http://localhost:5200/portal', own)).toEqual({
      ...own,
      allowedOrigins: [
        ...demo.widgets('http://localhost:5200/portal').demo.allowedOrigins,
        'https://shop.example',
      ],
    });
  });
});
