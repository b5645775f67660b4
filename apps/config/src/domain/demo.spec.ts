import { generateKeyPairSync } from 'node:crypto';
import { AccountSettings, Password } from './account';
import { demo, demoPassword, signedInWidget } from './demo';
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

describe('the demo', () => {
  it('obeys the rules that it shows', () => {
    for (const [kind, settings] of things) {
      for (const value of Object.values(settings)) {
        expect(kind.schema.parse(value)).toEqual(value);
        expect(settingsProblems(kind, value, new Set(['demo']))).toEqual([]);
      }
    }
    for (const account of Object.values(demo.accounts))
      expect(AccountSettings.parse(account)).toEqual(account);
    expect(Password.parse(demoPassword)).toBe(demoPassword);
  });

  it('lets its portal be opened by any local name on the port that it was given, and its device on the next', () => {
    expect(demo.widgets('http://localhost:5200/portal').demo.allowedOrigins).toEqual([
      'http://localhost:5200',
      'http://127.0.0.1:5200',
      'http://[::1]:5200',
      'http://127.0.0.1:5201',
    ]);
  });
});
