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
  ECONNRESET: ['it closes the connection', 'Look at the log of the server.'],
  CERT_HAS_EXPIRED: ['its TLS certificate has expired', 'Renew the certificate.'],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'its TLS certificate is not trusted',
    'Set NODE_EXTRA_CA_CERTS to a file with the certificate of its authority.',
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'its TLS certificate is not trusted',
    'Set NODE_EXTRA_CA_CERTS to a file with the certificate of its authority.',
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'its TLS certificate is not trusted',
    'Set NODE_EXTRA_CA_CERTS to a file with the certificates of its authorities.',
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'its TLS certificate is for another host name',
    'Use the host name of the certificate, or another certificate.',
  ],
  '28P01': ['it refuses the password', 'Set the password of this role, or correct the one that is given.'],
  '28000': ['it refuses this role', 'Create the role, or correct pg_hba.conf.'],
  '3D000': ['the database does not exist', 'Correct the name of the database, or run provision.'],
  '53300': ['it has no free connection', 'Raise max_connections, or end sessions that are not needed.'],
  '57P03': ['it is starting or stopping', 'Try again in some seconds.'],
  '42501': [
    'this role may not read it',
    'Use a role that may read every schema: rejoin audit --create-role <name>.',
  ],
  '57014': ['a query took too long', 'Look at the load of Postgres.'],
  AUTHORIZATION_VIOLATION: ['it refuses the user or the password', 'Correct NATS_URL or NATS_PASSWORD.'],
  AUTHENTICATION_ERROR: ['it refuses the user or the password', 'Correct NATS_URL or NATS_PASSWORD.'],
  PERMISSIONS_VIOLATION: ['this user has not the right to ask', 'Use the user operator.'],
  CONNECTION_REFUSED: ['nothing listens there', 'Start the server, or correct the address.'],
  TIMEOUT: ['it does not answer', 'Look whether the server hangs, and at its log.'],
  '503': ['no service answers', 'Start the service, and look at its log.'],
};

/** Explains why a server cannot be used. The error is of a client of Postgres, NATS or HTTP. */
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
