import { underFaults, type Plant } from './plant';

const domain = 'apps/session-gateway/src/domain';
const inbound = 'apps/session-gateway/src/inbound';
const examples = `${domain}/decide-session.spec.ts`;
const properties = `${domain}/session.property.spec.ts`;

/** Safeguards of the gateway: which client may write, which is bound, and what is stored. */
export const sessionPlants: readonly Plant[] = [
  {
    name: 'fence',
    without: 'the look whether the connection of a frame is still one of the session’s',
    file: `${domain}/session-author.ts`,
    from: "if (author.party === 'customer' && !lines.some((connection) => connection.id === author.connectionId)) {",
    to: "if (author.party === 'customer' && lines.length < 0) {",
    caughtBy: { spec: properties, test: 'a message is written by a connection that lives' },
  },
  {
    name: 'fence-of-desk',
    without: 'the look whether the desk of a frame was taken away',
    file: `${domain}/session-author.ts`,
    from: "return isFenced ? refuse('unavailable') : null;",
    to: 'return null;',
    caughtBy: { spec: examples, test: 'is refused from a desk whose connection was fenced' },
  },
  {
    name: 'epoch',
    without: 'the comparison of epochs, when an accepted claimant is bound',
    file: `${domain}/session-claims.ts`,
    from: 'if (session.epoch !== command.epoch) {',
    to: 'if (session.epoch < command.epoch) {',
    caughtBy: { spec: examples, test: 'binds a claimant once, and lets the socket that asked join' },
  },
  {
    name: 'secret',
    without: 'the comparison of secrets, when a tab joins',
    file: `${domain}/session-connections.ts`,
    from: "if (session.secretHash !== secretHash) return refuse('superseded');\n",
    to: '',
    caughtBy: { spec: properties, test: 'one secret opens it' },
  },
  {
    name: 'link-used-twice',
    without: 'the look whether a link is used up, when somebody takes over by it',
    file: `${domain}/session-claims.ts`,
    from: "if (command.isLinkUsed) return refuse('denied');\n",
    to: '',
    caughtBy: { spec: properties, test: 'a link that is used up takes over nothing' },
  },
  {
    name: 'same-id-other-text',
    without: 'the refusal of another text under the id of a stored message',
    file: `${domain}/session-messages.ts`,
    from: "if (storedPost) return storedPost.sameText ? [] : refuse('message-conflict');",
    to: 'if (storedPost) return [];',
    caughtBy: { spec: examples, test: 'is refused when its client id belongs to another text' },
  },
  {
    name: 'rebind-after-accept',
    without: 'the binding of an accepted return that no gateway has bound',
    file: `${inbound}/conversation.consumer.ts`,
    from: 'return claim ? [bindChange(claim), factChange(fact)] : [factChange(fact)];',
    to: 'return claim ? [factChange(fact)] : [factChange(fact)];',
    caughtBy: {
      spec: `${inbound}/conversation.consumer.int.spec.ts`,
      test: 'is bound by the claim of its epoch',
    },
  },
  {
    name: 'ack-before-commit',
    without: 'the wait for the commit before an ack (and a disk that takes 0.3 s)',
    file: 'apps/session-gateway/src/store/conversations.store.ts',
    from: '(changes, waits) => this.database.transaction((tx) => this.decideAndSave(tx, changes, waits)),',
    to: `(changes, waits) => new Promise((resolve, reject) => {
      this.database.transaction(async (tx) => {
        resolve(await this.decideAndSave(tx, changes, waits));
        await new Promise((written) => setTimeout(written, 300));
      }).catch(reject);
    }),`,
    caughtBy: underFaults('acknowledged messages are stored once', 'Postgres', 10),
  },
  {
    name: 'waiting-behind-a-lock',
    without: 'the lane beside the others for whoever waits for a row',
    file: 'libs/persistence/src/batcher.ts',
    from: 'const locked = await this.commit(batch, false);',
    to: 'const locked = await this.commit(batch, true);',
    caughtBy: {
      spec: 'libs/persistence/src/batcher.spec.ts',
      test: 'retries a locked row outside the lanes',
    },
  },
  {
    name: 'silent-strangers',
    without: 'the limit of sockets that have not said who they are',
    file: `${inbound}/sockets/unauthenticated-sockets.ts`,
    from: 'perAddress: environment.REJOIN_SILENT_SOCKETS_PER_ADDRESS,',
    to: 'perAddress: Infinity,',
    caughtBy: {
      spec: `${inbound}/sockets/socket-server.int.spec.ts`,
      test: 'closes the oldest of too many silent sockets',
    },
  },
  {
    name: 'strangers-starts',
    without: 'the limit of conversations that strangers of one address may start',
    file: 'apps/session-gateway/src/domain/start-limits.ts',
    from: 'this.byAddress = new TokenBuckets(perAddress);',
    to: 'this.byAddress = new TokenBuckets({ ...perAddress, burst: 1_000_000 });',
    caughtBy: {
      spec: `${inbound}/sockets/socket-server.int.spec.ts`,
      test: 'limits new conversations, sends the time to wait',
    },
  },
  {
    name: 'link-beside-a-resume',
    without: 'the second try of a link that met a return of the same moment',
    file: 'apps/session-gateway/src/use-cases/return-to-conversation.ts',
    from: "if (outcome.refused === 'superseded' && request.way !== 'resume') {",
    to: "if (outcome.refused === 'superseded' && attempt > 3) {",
    caughtBy: {
      spec: 'apps/session-gateway/src/use-cases/return-to-conversation.int.spec.ts',
      test: 'can be redeemed while the same browser resumes at the same moment',
    },
  },
  {
    name: 'missed-rings',
    without: 'the news of what a gateway missed while it was cut off from NATS',
    file: `${inbound}/delivery/live-feed.ts`,
    from: 'if (this.hasRung)\n',
    to: 'if (this.followers.size < 0)\n',
    caughtBy: { spec: `${inbound}/connections/outage.int.spec.ts`, test: 'NATS, at one gateway only' },
  },
  {
    name: 'rings-lost-without-a-word',
    without: 'the comparison of what a gateway shows with Postgres',
    file: `${inbound}/delivery/missed-rings.ts`,
    from: 'for (const position of positions) this.live.catchUp(position);',
    to: 'if (positions.length < 0) return;',
    caughtBy: {
      spec: `${inbound}/delivery/missed-rings.int.spec.ts`,
      test: 'show an agent at either of them the assigned chat',
    },
  },
  {
    name: 'welcomed-without-a-view',
    without: 'the close of a desk’s connection when Postgres fails after its welcome',
    file: `${inbound}/sockets/agent.socket.ts`,
    from: "socket.close(closeCodes.moving, 'reconnect');\n",
    to: '',
    caughtBy: {
      spec: `${inbound}/sockets/agent.socket.int.spec.ts`,
      test: 'must connect again when Postgres fails after the welcome',
    },
  },
];
