import { underAttack, type Plant } from './plant';

/** Safeguards of permissions at the gateways, in NATS and in Postgres. */
export const securityPlants: readonly Plant[] = [
  {
    name: 'roles',
    without: 'the look at the roles of who is signed in',
    file: 'libs/service/src/require-role.guard.ts',
    from: '} else if (!hasRole(signIn.principal, ...roles)) {',
    to: '} else if (roles.length === 0) {',
    caughtBy: {
      spec: 'apps/config/src/inbound/authorisation.int.spec.ts',
      test: 'is open to its roles and closed to the others',
    },
  },
  {
    name: 'rights-in-the-history',
    without: 'the rights of an agent in the history of closed conversations',
    file: 'apps/session-gateway/src/store/history.store.ts',
    from: 'if (!rights) return;',
    to: 'if (rights !== undefined) return;',
    caughtBy: {
      spec: 'apps/session-gateway/src/inbound/http/history.http.int.spec.ts',
      test: 'let agents find what they served and what belongs to their workstreams',
    },
  },
  {
    name: 'failures-in-the-history',
    without: 'the pause of a closed conversation that cannot be added to the history',
    file: 'apps/session-gateway/src/domain/retry-memory.ts',
    from: 'this.skippedUntil.set(id, now + retryMs[reason]);',
    to: 'this.skippedUntil.set(id, now);',
    caughtBy: {
      spec: 'apps/session-gateway/src/inbound/http/history-additions.int.spec.ts',
      test: 'is added although another one cannot be',
    },
  },
  {
    name: 'rights-on-the-bus',
    without: 'the limits of what a service may read of NATS',
    file: 'libs/servers/src/nats-rights.ts',
    from: 'subscribe: { allow: [`rejoin.rpc.${name}.*`, `rejoin.bell.${name}.>`, inboxOf(name)] },',
    to: "subscribe: { allow: ['>'] },",
    caughtBy: {
      spec: 'libs/servers/src/nats-config.int.spec.ts',
      test: 'the permissions of the users of NATS',
    },
  },
  {
    name: 'roles-of-postgres',
    without: 'the limits of a service’s role in Postgres',
    file: 'libs/servers/src/provision.ts',
    from: 'await admin.query(`create role ${role} login`);',
    to: 'await admin.query(`create role ${role} login superuser`);',
    caughtBy: {
      spec: 'libs/testing/src/fresh-database.int.spec.ts',
      test: 'lets no service see the tables of another',
    },
  },
  {
    name: 'signature-of-links',
    without: 'the comparison of a link’s signature',
    file: 'apps/session-gateway/src/domain/link-secret.ts',
    from: 'receivedBytes.length === expectedBytes.length && timingSafeEqual(receivedBytes, expectedBytes);',
    to: 'receivedBytes.length === expectedBytes.length;',
    caughtBy: {
      spec: 'apps/session-gateway/src/domain/link-secret.spec.ts',
      test: 'is worth nothing under another key',
    },
  },
  {
    name: 'roles-under-attack',
    without: 'the look at the roles of who is signed in, at a whole system',
    file: 'libs/service/src/require-role.guard.ts',
    from: '} else if (!hasRole(signIn.principal, ...roles)) {',
    to: '} else if (roles.length === 0) {',
    caughtBy: underAttack('every route is closed to the roles that it is not for'),
  },
  {
    name: 'foreign-conversations',
    without: 'the look whose conversation it is, when an agent acts on it',
    file: 'apps/session-gateway/src/domain/session-author.ts',
    from: "return session.agentId === author.agentId ? [] : refuse('not-your-conversation');",
    to: 'return [];',
    caughtBy: underAttack('a desk’s frame about a foreign conversation is refused like one about none'),
  },
  {
    name: 'logged-secrets',
    // The log removes secrets by the names of their fields, and cannot find them in a text.
    without: 'silence about what clients send: a gateway logs the text of a resume',
    file: 'apps/session-gateway/src/inbound/sockets/customer.socket.ts',
    from: "if (request.type === 'resume') return this.resumes.run(",
    to: `if (request.type === 'resume') this.log.warn({ frame: JSON.stringify(request) }, 'a resume');
    if (request.type === 'resume') return this.resumes.run(`,
    caughtBy: underAttack('no table, stream, log or metric contains a secret'),
  },
  {
    name: 'fields-of-logs',
    without: 'the cut of secrets out of what is logged, by the names of their fields',
    file: 'libs/service/src/log.ts',
    from: "  'secret',\n  'token',\n",
    to: '',
    caughtBy: {
      spec: 'libs/service/src/log.spec.ts',
      test: 'is one JSON object per line, without secrets',
    },
  },
  {
    name: 'signed-out',
    without: 'the look whether a sign-in was ended, at every route of the settings',
    file: 'apps/config/src/inbound/current-account.guard.ts',
    from: "if (await isEndedSignIn(this.database, signIn.signInId)) throw new Problem('sign-in-expired');\n",
    to: '',
    caughtBy: underAttack('a sign-in that was ended opens nothing'),
  },
  {
    name: 'attempts-of-a-known-device',
    without: 'the limit of its own for a device that signed in before',
    file: 'apps/config/src/domain/attempt-limits.ts',
    from: 'if (device !== null) return [limit(`device:${org}:${key}:${device}`, signInLimits.ofDevice)];\n',
    to: '',
    caughtBy: {
      spec: 'apps/config/src/inbound/sign-in.int.spec.ts',
      test: 'is never limited for a device that signed in before',
    },
  },
  {
    name: 'attempts-that-nobody-looked-at',
    without: 'the forgiveness of a sign-in that was refused before anybody looked at its password',
    file: 'apps/config/src/use-cases/limit-attempts.ts',
    from: 'if (!isWrong) await forgiveAttempt(database, limits)',
    to: 'if (isWrong) await forgiveAttempt(database, limits)',
    caughtBy: {
      spec: 'apps/config/src/inbound/sign-in.int.spec.ts',
      test: 'is not counted when the password was not checked',
    },
  },
  {
    name: 'old-values-of-secrets',
    without: 'the older values of a secret: links, tokens and encrypted texts of the key before are refused',
    file: 'libs/kernel/src/secret-values.ts',
    from: '    yield* this.all;',
    to: '    yield this.newest;',
    caughtBy: {
      spec: 'apps/session-gateway/src/keys/link-key.spec.ts',
      test: 'makes links with the newest value and accepts links of each',
    },
  },
  {
    name: 'passwords-in-turn',
    without: 'the older password: a service is refused until the server has the new one',
    file: 'libs/kernel/src/password-in-turn.ts',
    from: '    this.refusedOnes.add(password);',
    to: '    void password;',
    caughtBy: {
      spec: 'libs/kernel/src/secret-values.spec.ts',
      test: 'is tried as the newest first, and then as the one before',
    },
  },
];
