import { byReader, parseReaderLogins, secretLines } from '@rejoin/kernel';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { orOk, problem, warning, type Finding } from './finding';

/** The secrets of a system by name. Undefined: missing. */
export type Secrets = Readonly<Record<string, string | undefined>>;

const shortestPassword = 20;
const fewestCharacters = 8;
const shortestLinkKeyBytes = 32;
const shortestSetupToken = 32;
/** They may be empty. */
const optional = ['NATS_READER_PASSWORDS', 'GRAFANA_PASSWORD', 'REJOIN_SETUP_TOKEN'];
const mayBeEmpty = (name: string) => optional.includes(name);

/** Checks that no secret is missing or easy to guess. The findings never contain a secret. */
export function checkSecrets(names: readonly string[], secrets: Secrets): readonly Finding[] {
  const findings = names.flatMap((name) => {
    const value = secrets[name];
    if (value === undefined || value === '')
      return mayBeEmpty(name)
        ? []
        : [
            problem(
              'secrets',
              `${name} is missing`,
              'npm run secrets creates what is missing. If the system had one, put it back from your backup instead.',
            ),
          ];
    const values = secretLines(value);
    return [
      ...values.flatMap((one) => {
        const weakness = weaknessOf(name, one);
        return weakness ? [problem('secrets', `${name} ${weakness.what}`, weakness.remedy)] : [];
      }),
      ...(values.length > 1 ? [stillAccepted(name, values.length - 1)] : []),
    ];
  });
  return orOk(
    'secrets',
    [...findings, ...checkPair(secrets), ...checkReaders(secrets)],
    `${names.length} secrets are there and strong`,
  );
}

function stillAccepted(name: string, old: number): Finding {
  const group = name.startsWith('REJOIN_TOKEN_') ? 'REJOIN_TOKEN_KEYS' : name;
  return warning(
    'secrets',
    `${name} has ${old} old value${old === 1 ? '' : 's'}, which is still accepted`,
    `When nobody needs it any more: npm run secrets -- end ${group}. docs/operators.md, "Changing secrets", says when that is.`,
  );
}

function checkReaders({ NATS_READER_PASSWORDS: passwords = '' }: Secrets): Finding[] {
  return [...byReader(parseReaderLogins(passwords))].flatMap(([reader, logins]) => {
    const [newest, ...older] = Object.keys(logins);
    if (older.length === 0) return [];
    return [
      warning(
        'secrets',
        `the reader ${reader} has an old password, that of the user ${older.join(', ')}, which is still accepted`,
        `When the reader signs in as ${newest}: npm run readers -- end ${reader}. docs/operators.md, "Readers of facts".`,
      ),
    ];
  });
}

function weaknessOf(name: string, value: string): { what: string; remedy: string } | undefined {
  if (name === 'REJOIN_LINK_KEY') {
    const bytes = Buffer.from(value, 'base64url').length;
    if (bytes >= shortestLinkKeyBytes) return undefined;
    return {
      what: `has ${bytes} bytes, and needs ${shortestLinkKeyBytes}`,
      remedy:
        'Delete its file and run npm run secrets. Links that were sent become invalid; conversations are kept.',
    };
  }
  if (name.startsWith('REJOIN_TOKEN_')) return undefined;
  const shortest = name === 'REJOIN_SETUP_TOKEN' ? shortestSetupToken : shortestPassword;
  if (name === 'NATS_READER_PASSWORDS') return undefined;
  if (value.length < shortest)
    return {
      what: `has ${value.length} characters, and needs ${shortest}`,
      remedy: 'Delete its file, run npm run secrets, and then docker compose up -d.',
    };
  if (new Set(value).size < fewestCharacters)
    return {
      what: `consists of ${new Set(value).size} different characters`,
      remedy: 'Delete its file, run npm run secrets, and then docker compose up -d.',
    };
  return undefined;
}

function checkPair(secrets: Secrets): Finding[] {
  const { REJOIN_TOKEN_PRIVATE_KEY: privateKey, REJOIN_TOKEN_PUBLIC_KEY: publicKey } = secrets;
  if (!privateKey || !publicKey) return [];
  const derived = secretLines(privateKey).map(publicKeyOf);
  const given = secretLines(publicKey).map(normalized);
  if (derived.includes(undefined) || given.includes(undefined))
    return [
      problem(
        'secrets',
        `${derived.includes(undefined) ? 'REJOIN_TOKEN_PRIVATE_KEY' : 'REJOIN_TOKEN_PUBLIC_KEY'} is no key`,
        'It must be an Ed25519 key as PEM in base64. Put it back from your backup.',
      ),
    ];
  // The service signs with the newest private key whose public half is known.
  if (given.includes(derived[0])) return [];
  return [
    problem(
      'secrets',
      'REJOIN_TOKEN_PUBLIC_KEY does not belong to REJOIN_TOKEN_PRIVATE_KEY',
      'Put both back from the same backup: with different keys nobody can sign in.',
    ),
  ];
}

const pem = (base64: string) => Buffer.from(base64, 'base64');

function publicKeyOf(privateKey: string): string | undefined {
  try {
    return createPublicKey(createPrivateKey(pem(privateKey)))
      .export({ type: 'spki', format: 'pem' })
      .toString();
  } catch {
    return undefined;
  }
}

function normalized(publicKey: string): string | undefined {
  try {
    return createPublicKey(pem(publicKey)).export({ type: 'spki', format: 'pem' }).toString();
  } catch {
    return undefined;
  }
}
