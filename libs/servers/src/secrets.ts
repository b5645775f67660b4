import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { natsUsers, type NatsUser } from './nats-config';
import { perService, type PerService } from './provision';

/** The password of the accounts of the demo. It is public, so config accepts it on this machine only. */
export const demoPassword = 'rejoin-demo';

/** The secrets of a system. They are created once and kept, because links and tokens in use depend on them. */
export interface SystemSecrets {
  readonly postgres: string;
  readonly databases: PerService<string>;
  readonly nats: Readonly<Record<NatsUser, string>>;
  /** 32 bytes, base64url: reconnect links are made from it. */
  readonly linkKey: string;
  /** Ed25519, PKCS8 and SPKI as PEM, each in base64 so that it fits in an environment variable. */
  readonly tokenPrivateKey: string;
  readonly tokenPublicKey: string;
  /** Creates the first administrator. */
  readonly setupToken: string;
}

export function newSystemSecrets(): SystemSecrets {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    postgres: password(),
    databases: perService(password),
    nats: Object.fromEntries(natsUsers.map((user) => [user, password()])) as Record<NatsUser, string>,
    linkKey: randomBytes(32).toString('base64url'),
    tokenPrivateKey: base64(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    tokenPublicKey: base64(publicKey.export({ type: 'spki', format: 'pem' })),
    setupToken: randomBytes(32).toString('base64url'),
  };
}

function password(): string {
  return randomBytes(24).toString('base64url');
}

function base64(pem: string | Buffer): string {
  return Buffer.from(pem).toString('base64');
}
