import { byReader, mostSecretValues, parseReaderLogins, secretLines } from '@rejoin/kernel';
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { orOk, problem, warning, type Finding } from './finding';

/** The secrets of a system by name. Undefined: missing. */
export type Secrets = Readonly<Record<string, string | undefined>>;

const shortestPassword = 20;
const fewestCharacters = 8;
const shortestLinkKeyBytes = 32;
const shortestSetupToken = 32;
/** They may be empty. */
const optional = ['NATS_READER_PASSWORDS', 'GRAFANA_PASSWORD', 'REJOIN_SETUP_TOKEN', 'REJOIN_DEMO_PASSWORD'];
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
      ...(values.length > mostSecretValues ? [tooMany(name, values.length)] : []),
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

function tooMany(name: string, values: number): Finding {
  return problem(
    'secrets',
    `${name} has ${values} lines, and may have ${mostSecretValues}: no service reads it`,
    'Keep the newest value in the first line, and the one before it in the second.',
  );
}

function checkReaders({ NATS_READER_PASSWORDS: passwords = '' }: Secrets): Finding[] {
  return [...byReader(parseReaderLogins(passwords))].flatMap(([reader, logins]) => {
    const [newest, ...older] = Object.keys(logins);
    const weak = Object.entries(logins).flatMap(([user, password]) => {
      const what = weaknessOfPassword(password, shortestPassword);
      return what === undefined ? [] : [`NATS_READER_PASSWORDS: the password of ${user} ${what}`];
    });
    return [
      ...weak.map((what) =>
        problem('secrets', what, `npm run readers -- rotate ${reader} makes another one.`),
      ),
      ...(older.length === 0 ? [] : [hasOldPassword(reader, older, newest)]),
    ];
  });
}

function hasOldPassword(reader: string, older: readonly string[], newest: string | undefined): Finding {
  return warning(
    'secrets',
    `the reader ${reader} has an old password, that of the user ${older.join(', ')}, which is still accepted`,
    `When the reader signs in as ${newest}: npm run readers -- end ${reader}. docs/operators.md, "Readers of facts".`,
  );
}

function weaknessOf(name: string, value: string): { what: string; remedy: string } | undefined {
  if (name.startsWith('REJOIN_TOKEN_') || name === 'NATS_READER_PASSWORDS') return undefined;
  if (name === 'REJOIN_LINK_KEY') {
    const what = weaknessOfKey(value);
    const remedy =
      'Delete its file and run npm run secrets. Links that were sent become invalid; conversations are kept.';
    return what === undefined ? undefined : { what, remedy };
  }
  const shortest = name === 'REJOIN_SETUP_TOKEN' ? shortestSetupToken : shortestPassword;
  const what = weaknessOfPassword(value, shortest);
  const remedy =
    'npm run secrets -- rotate makes another one: docs/operators.md, "Changing secrets". Before the first start, delete its file and run npm run secrets.';
  return what === undefined ? undefined : { what, remedy };
}

function weaknessOfKey(value: string): string | undefined {
  if (!/^[\w-]+$/.test(value)) return 'is not in base64url';
  const bytes = Buffer.from(value, 'base64url');
  if (bytes.length < shortestLinkKeyBytes)
    return `has ${bytes.length} bytes, and needs ${shortestLinkKeyBytes}`;
  return new Set(bytes).size < fewestCharacters ? 'is not random' : undefined;
}

function weaknessOfPassword(value: string, shortest: number): string | undefined {
  if (value.length < shortest) return `has ${value.length} characters, and needs ${shortest}`;
  const different = new Set(value).size;
  return different < fewestCharacters ? `consists of ${different} different characters` : undefined;
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
        `${derived.includes(undefined) ? 'REJOIN_TOKEN_PRIVATE_KEY' : 'REJOIN_TOKEN_PUBLIC_KEY'} is not a key`,
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
    return textOf(createPublicKey(createPrivateKey(pem(privateKey))));
  } catch {
    return undefined;
  }
}

function normalized(publicKey: string): string | undefined {
  try {
    return textOf(createPublicKey(pem(publicKey)));
  } catch {
    return undefined;
  }
}

function textOf(key: KeyObject): string | undefined {
  return key.asymmetricKeyType === 'ed25519'
    ? key.export({ type: 'spki', format: 'pem' }).toString()
    : undefined;
}
