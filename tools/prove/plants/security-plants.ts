import { underAttack, type Plant } from './plant';

/** Who may do what: doors, NATS and Postgres. */
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
    name: 'rights-on-the-bus',
    without: 'the limits of what a service may read of NATS',
    file: 'libs/servers/src/nats-rights.ts',
    from: 'subscribe: { allow: [`rejoin.rpc.${name}.*`, `rejoin.bell.${name}.>`, inboxOf(name)] },',
    to: "subscribe: { allow: ['>'] },",
    caughtBy: { spec: 'libs/servers/src/nats-config.int.spec.ts', test: 'the rights of the users of NATS' },
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
    from: 'const genuine = given.length === expected.length && timingSafeEqual(given, expected);',
    to: 'const genuine = given.length === expected.length;',
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
    caughtBy: underAttack(
      'a desk’s frame about a conversation of somebody else is refused like one about none',
    ),
  },
  {
    name: 'logged-secrets',
    without: 'silence about secrets: a gateway logs what it is asked to resume',
    file: 'apps/session-gateway/src/inbound/sockets/customer.socket.ts',
    from: "if (request.type === 'resume') return this.resumes.execute(",
    to: `if (request.type === 'resume') this.log.warn({ request }, 'a resume');
    if (request.type === 'resume') return this.resumes.execute(`,
    caughtBy: underAttack('no secret stands in a table, a stream, a log or a metric'),
  },
];
