import type { Plant } from './plant';

const timer = 'apps/reconnection-timer/src/domain';
const outages = `${timer}/decide-reconnection.spec.ts`;
const gateway = 'apps/session-gateway/src';
const service = 'libs/service/src';
const persistence = 'libs/persistence/src';

/** Safeguards against faults of a data centre and against attackers. */
export const surroundingsPlants: readonly Plant[] = [
  {
    name: 'late-though-asked-in-time',
    without: 'the instant at which a return was asked, when we come to decide it too late',
    file: `${timer}/decide-reconnection.ts`,
    from: "const recorded = command.type === 'request' ? (command.askedAt ?? now) : now;",
    to: 'const recorded = now;',
    caughtBy: { spec: outages, test: 'is accepted after it, and the fact records when it was requested' },
  },
  {
    name: 'asked-in-the-future',
    without: 'the look whether a return was asked in the future',
    file: `${timer}/decide-reconnection.ts`,
    from: 'return recorded < now ? recorded : now;',
    to: 'return recorded;',
    caughtBy: { spec: outages, test: 'counts from now when its recorded instant is in the future' },
  },
  {
    name: 'unwatched-clock',
    without: 'the alarm about a host whose clock differs',
    file: `${service}/clock-difference.ts`,
    from: 'if (isLarge && !this.isTold) {',
    to: 'if (isLarge && this.isTold) {',
    caughtBy: {
      spec: `${service}/clock-difference.spec.ts`,
      test: 'is compared with the database, and reported once when it differs too much',
    },
  },
  {
    name: 'session-settings',
    without: 'the format of dates that our statements rely on, whatever a role has set',
    file: `${persistence}/session-settings.ts`,
    from: "  datestyle: 'ISO, YMD',\n",
    to: '',
    caughtBy: {
      spec: `${persistence}/failover.int.spec.ts`,
      test: 'works with every setting of the role',
    },
  },
  {
    name: 'language-tags',
    without: 'the look whether a language tag is one',
    file: 'libs/contracts/src/primitives.ts',
    from: 'return Intl.getCanonicalLocales(tag).length === 1;',
    to: 'return tag.length > 0;',
    caughtBy: {
      spec: `${gateway}/inbound/sockets/customer.socket.int.spec.ts`,
      test: 'refuses a locale that is not a language tag',
    },
  },
  {
    name: 'unbounded-strings',
    without: 'the maximum of a string',
    file: 'libs/contracts/src/primitives.ts',
    from: 'export const StoredLocale = z.string().max(65_536);',
    to: 'export const StoredLocale = z.string();',
    caughtBy: { spec: 'apps/config/src/bounds.spec.ts', test: 'has a maximum where it is' },
  },
  {
    name: 'hostile-bodies',
    without: 'the answer to a value whose length cannot be compared',
    file: 'libs/contracts/src/checked.ts',
    from: 'if (error instanceof TypeError) return unreadable.safeParse(value);\n',
    to: '',
    caughtBy: {
      spec: 'apps/config/src/hostile-input.spec.ts',
      test: 'is refused or taken by every schema, never a fault',
    },
  },
  {
    name: 'common-passwords',
    without: 'the list of common passwords',
    file: 'apps/config/src/domain/password-rules.ts',
    from: 'if (commonPasswords.has(text) || commonPasswords.has(spelled)) return true;\n',
    to: '',
    caughtBy: { spec: 'apps/config/src/domain/password-rules.spec.ts', test: 'a new password is not' },
  },
  {
    name: 'private-addresses',
    without: 'the look whether an address that a setting names is public',
    file: `${service}/outside-fetch.ts`,
    from: 'return isPublicAddress(plain) || this.knows',
    to: 'return plain.length > 0 || this.knows',
    caughtBy: { spec: `${service}/outside-fetch.spec.ts`, test: 'a request to the address of a setting' },
  },
  {
    name: 'subject-of-any-type',
    without: 'the type of a token’s subject',
    file: `${gateway}/domain/portal-claims.ts`,
    from: '  sub: Text,\n',
    to: '  sub: z.any(),\n',
    caughtBy: { spec: `${gateway}/use-cases/identify-customer.spec.ts`, test: 'of a number' },
  },
  {
    name: 'token-of-tomorrow',
    without: 'the look whether a token says that it was made in the future',
    file: `${gateway}/domain/portal-claims.ts`,
    from: 'if (!data || data.iat > nowSeconds + skewSeconds) return undefined;',
    to: 'if (!data) return undefined;',
    caughtBy: { spec: `${gateway}/use-cases/identify-customer.spec.ts`, test: 'made in the future' },
  },
  {
    name: 'sniffed-types',
    without: 'the header by which browsers take an answer as what it is',
    file: `${service}/security-headers.ts`,
    from: "void reply.header('X-Content-Type-Options', 'nosniff');\n",
    to: '',
    caughtBy: {
      spec: `${service}/http-server.spec.ts`,
      test: 'tells browsers not to guess content types',
    },
  },
  {
    name: 'too-much-work',
    without: 'the limit of the work that waits for a commit',
    file: `${persistence}/batcher.ts`,
    from: 'if (this.waiting.length >= (this.limits.capacity ?? 20_000)) return Promise.reject(new Overloaded());\n',
    to: '',
    caughtBy: {
      spec: `${persistence}/batcher.spec.ts`,
      test: 'rejects items beyond its capacity',
    },
  },
  {
    name: 'overload-is-a-fault',
    without: 'the answer "unavailable, try again" when too much is waiting',
    file: 'libs/messaging/src/temporary-errors.ts',
    from: 'error instanceof Unavailable || error instanceof Overloaded || isUnreachable(error)',
    to: 'error instanceof Unavailable || isUnreachable(error)',
    caughtBy: {
      spec: `${service}/problem.spec.ts`,
      test: 'is temporary, and not an error in the log, when too many statements wait',
    },
  },
  {
    name: 'memory-of-strangers',
    without: 'the memory that strangers may hold in all',
    file: `${service}/unfinished.ts`,
    from: 'while (this.bytes > this.limits.bytes && this.count > 0) {',
    to: 'while (this.bytes < 0 && this.count > 0) {',
    caughtBy: {
      spec: `${service}/unfinished.spec.ts`,
      test: 'are limited in bytes: the largest of the address that holds most is ended',
    },
  },
  {
    name: 'pages-for-slow-readers',
    without: 'the wait for a reader who has not read what was sent',
    file: `${gateway}/inbound/sockets/backpressure.ts`,
    from: '      await this.untilCaughtUp();\n',
    to: '',
    caughtBy: {
      spec: `${gateway}/inbound/sockets/backpressure.spec.ts`,
      test: 'holds pages back while the reader is behind',
    },
  },
  {
    name: 'unwatched-server',
    without: 'the restart of a server that runs and does not work',
    file: 'tools/start/pulse.ts',
    from: '    await this.onHang(Math.round(this.failedMs / 1000));\n',
    to: '',
    caughtBy: { spec: 'tools/start/pulse.spec.ts', test: 'tells that it says that it does not work' },
  },
  {
    name: 'forgotten-presence',
    without: 'the presence that somebody chose, after the grace',
    file: 'apps/routing/src/domain/agent.ts',
    from: "return { ...agent, connection: 'none', keepsChosenPresence: true };",
    to: "return { ...agent, connection: 'none', chosenPresence: 'offline', keepsChosenPresence: false };",
    caughtBy: { spec: 'apps/routing/src/domain/agent.spec.ts', test: 'only a person changes it' },
  },
];
