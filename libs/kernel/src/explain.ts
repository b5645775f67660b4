/** What happened and what to do, in one sentence each. */
export interface Explained {
  readonly what: string;
  readonly remedy: string;
}

interface Failure {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

const untrusted = [
  'its TLS certificate is not trusted',
  'Name the certificate of its authority: by ?ca=<file> in NATS_URL, by sslrootcert=<file> in DATABASE_URL, for HTTPS in NODE_EXTRA_CA_CERTS.',
] as const;
const noFile = 'Correct the name of the file, or let this process read it.';
const readOnly = [
  'it accepts no writes',
  'Use the address of the primary, promote this server, or set default_transaction_read_only to off.',
] as const;
const full = ['its disk is full', 'Make room on its disk. Nothing that was acknowledged is lost.'] as const;
const refused = [
  'it refuses the user or the password',
  'Correct NATS_URL or NATS_PASSWORD, or run provision and let NATS read its configuration.',
] as const;
const starting = ['it is starting or stopping', 'Try again in some seconds.'] as const;

const byCode: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ECONNREFUSED: ['nothing listens there', 'Start the server, or correct the address.'],
  ENOTFOUND: [
    'its host name is not known',
    'Correct the host name, or run the command where the name resolves.',
  ],
  EAI_AGAIN: ['its host name cannot be resolved now', 'Look at the DNS server of this machine.'],
  ETIMEDOUT: [
    'it does not answer',
    'Look at firewalls between here and there, and whether the server hangs.',
  ],
  EHOSTUNREACH: ['no network leads to it', 'Look at the network and at firewalls between here and there.'],
  ENETUNREACH: ['no network leads to it', 'Look at the network and at firewalls between here and there.'],
  ECONNRESET: ['it closes the connection', 'Look at the log of the server.'],
  CERT_HAS_EXPIRED: ['its TLS certificate has expired', 'Renew the certificate.'],
  CERT_NOT_YET_VALID: [
    'its TLS certificate is not valid yet',
    'Set the clocks of both machines, or use another certificate.',
  ],
  CERT_SIGNATURE_FAILURE: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'its TLS certificate is for another host name',
    'Use the host name of the certificate, or another certificate.',
  ],
  '28P01': ['it refuses the password', 'Set the password of this role, or correct the one that is given.'],
  '28000': ['it refuses this role', 'Create the role, or correct pg_hba.conf.'],
  '3D000': ['the database does not exist', 'Correct the name of the database, or run provision.'],
  '53300': ['it has no free connection', 'Raise max_connections, or end sessions that are not needed.'],
  '57P01': starting,
  '57P02': starting,
  '57P03': starting,
  '53100': full,
  '25006': readOnly,
  '55P03': [
    'a table is locked',
    'Wait, or end the session that holds the lock: select * from pg_stat_activity.',
  ],
  '3F000': ['the role has no schema', 'Run provision: it makes what is missing and changes no data.'],
  '42501': [
    'this role may not read it',
    'Use a role that may read every schema: rejoin audit --create-role <name>.',
  ],
  '57014': ['a query took too long', 'Look at the load of Postgres.'],
  AUTHORIZATION_VIOLATION: refused,
  AUTHENTICATION_ERROR: refused,
  PERMISSIONS_VIOLATION: ['this user has not the right to ask', 'Use the user operator.'],
  CONNECTION_REFUSED: ['nothing listens there', 'Start the server, or correct the address.'],
  SERVER_OPTION_NA: [
    'it has no TLS',
    'Give it a certificate, or use nats:// when the network between is yours alone.',
  ],
  TIMEOUT: ['it does not answer', 'Look whether the server hangs, and at its log.'],
  '503': ['no service answers', 'Start the service, and look at its log.'],
};

/** Errors whose text says what happened, and not what to do. */
const byMessage: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [/^(ENOENT|EACCES|EISDIR)\b|doesn't exist$/, noFile],
  [
    /password must be a (non-empty )?string/,
    'Set DATABASE_PASSWORD, or DATABASE_PASSWORD_FILE to a file that holds the password.',
  ],
  [
    /does not support SSL/,
    'Set ssl = on in postgresql.conf, or leave sslmode out when the network between is yours alone.',
  ],
  [
    /PEM|no start line|key values mismatch/i,
    'Write certificates and keys as PEM into the files, each key with its own certificate.',
  ],
  [
    /unexpected response from server|invalid response|terminated unexpectedly/i,
    'Look at the log of the server. If it says nothing, another program listens there: correct the address.',
  ],
];

/** Explains why a server cannot be used, by an error of the client of Postgres, NATS or HTTP. */
export function explain(server: string, error: unknown): Explained {
  const chain = chainOf(error);
  for (const { code } of chain) {
    const known = byCode[String(code)];
    if (known) return { what: `${server}: ${known[0]}`, remedy: known[1] };
  }
  const messages = chain.map(({ message }) => String(message));
  if (messages.some((message) => /time(d )?-?out|timeout expired/i.test(message)))
    return {
      what: `${server}: it does not answer`,
      remedy: 'Look at firewalls between here and there, and whether the server hangs.',
    };
  for (const message of messages)
    for (const [pattern, remedy] of byMessage)
      if (pattern.test(message)) return { what: `${server}: ${message}`, remedy };
  return {
    what: `${server}: ${messages.at(-1) ?? 'unknown error'}`,
    remedy: 'Look at the log of the server.',
  };
}

/** The error, the errors that it consists of, and its causes. */
function chainOf(error: unknown, depth = 0): Failure[] {
  if (depth > 5 || typeof error !== 'object' || error === null) return [];
  const failure = error as Failure;
  const parts = Array.isArray(failure.errors) ? (failure.errors as unknown[]) : [];
  return [
    failure,
    ...parts.flatMap((part) => chainOf(part, depth + 1)),
    ...chainOf(failure.cause, depth + 1),
    ...chainOf((failure as { chainedError?: unknown }).chainedError, depth + 1),
  ];
}
