import { eventually } from '@rejoin/testing';
import { WebSocket } from 'ws';
import { ContractGateway, type TestConversation } from '../test/contract-gateway';
import { AgentClient } from './agent-client';

let gateway: ContractGateway;
let conversation: TestConversation;
let desk: AgentClient;
let seen: string[];
jest.setTimeout(30_000);

const credentials = { login: 'ada@demo', password: 'secret' };

beforeEach(async () => {
  gateway = await ContractGateway.start();
  conversation = gateway.world.create('a-secret');
  desk = new AgentClient({ endpoints: [gateway.url], WebSocket, random: () => 0 });
  seen = [];
  desk.on('entries', ({ entries }) => seen.push(...entries.map(({ seq, text }) => `${seq} ${text}`)));
});

afterEach(async () => {
  desk.leave();
  await gateway.stop();
});

describe('a desk', () => {
  it('signs in and has its conversations with their transcripts', async () => {
    gateway.world.store(conversation, 'customer', 'hello', null);
    expect(await desk.signIn(credentials)).toMatchObject({ token: 'a-token' });
    await eventually(() => expect(seen).toEqual(['1 hello']));
    expect(desk.conversation(conversation.id)?.snapshot).toMatchObject({ state: 'active' });
    expect(gateway.world.posts).toEqual([{ verb: 'sign-in', body: credentials }]);
  });

  it('keeps working with a gateway of a later release that sends unknown frames', async () => {
    await desk.signIn(credentials);
    gateway.tellLater({ type: 'of-a-later-release' });
    await desk.send(conversation.id, 'hello');
    await eventually(() => expect(seen).toEqual(['1 hello']));
    expect(desk.conversation(conversation.id)?.snapshot).toMatchObject({ state: 'active' });
  });

  it('rejects at once after too many sign-in attempts, with the time to wait; retries only an unreachable service', async () => {
    const answers = [{ name: 'unavailable' as const }, { name: 'too-many' as const, retryAfterSeconds: 1 }];
    gateway.world.insteadOfPost = () => answers.shift();
    await expect(desk.signIn(credentials)).rejects.toMatchObject({
      name: 'too-many',
      retryAfterSeconds: 1,
    });
    expect(gateway.world.posts).toHaveLength(2);
  });

  it('sends a one-time code once, because the first attempt uses it up', async () => {
    gateway.world.insteadOfPost = () => ({ name: 'unavailable' });
    await expect(desk.authenticate({ ...credentials, code: '123456' })).rejects.toMatchObject({
      name: 'unavailable',
    });
    expect(gateway.world.posts).toHaveLength(1);
  });

  it('changes a password once: a missing answer rejects, and nothing is sent again', async () => {
    const change = { current: 'the first one', next: 'the second one' };
    const signedIn = await desk.changePassword('a-token', change);
    expect(signedIn).toMatchObject({ token: 'a-token' });
    gateway.world.insteadOfPost = () => ({ name: 'sign-in-failed' });
    await expect(desk.changePassword('a-token', change)).rejects.toMatchObject({ name: 'sign-in-failed' });
    gateway.world.insteadOfPost = () => ({ name: 'unavailable' });
    await expect(desk.changePassword('a-token', change)).rejects.toMatchObject({ name: 'line-lost' });
    expect(gateway.world.posts).toEqual(Array(3).fill({ verb: 'password', body: change }));
  });

  it('is not opened by a refused sign-in', async () => {
    gateway.world.instead = () => ({ name: 'unauthenticated' });
    await expect(desk.open('old')).rejects.toMatchObject({ name: 'unauthenticated' });
    expect(desk.connectionStatus.phase).toBe('over');
  });

  it('resolves an action when it is done and rejects it with the name of its refusal', async () => {
    await desk.open('a-token');
    await desk.extend(conversation.id);
    gateway.world.instead = () => ({ name: 'not-your-conversation' });
    await expect(desk.end(conversation.id)).rejects.toMatchObject({ name: 'not-your-conversation' });
  });

  it('sends messages in order, once, although connections are lost', async () => {
    await desk.open('a-token');
    let cuts = 2;
    gateway.world.instead = (request, socket) => {
      if (request.type !== 'send' || cuts-- <= 0) return undefined;
      gateway.world.store(conversation, 'agent', request.text, request.requestId);
      socket.terminate();
      return 'nothing';
    };
    void desk.send(conversation.id, 'one');
    expect(await desk.send(conversation.id, 'two')).toMatchObject({ seq: 2 });
    await eventually(() => expect(seen).toEqual(['1 one', '2 two']));
    expect(gateway.world.texts()).toEqual(['one', 'two']);
  });

  it('stores a message once that is sent again after a reload with the same id', async () => {
    await desk.open('a-token');
    await desk.send(conversation.id, 'one', 'kept-id');
    const reloaded = new AgentClient({ endpoints: [gateway.url], WebSocket, random: () => 0 });
    await reloaded.open('a-token');
    expect(await reloaded.send(conversation.id, 'one', 'kept-id')).toMatchObject({ seq: 1 });
    expect(gateway.world.texts()).toEqual(['one']);
    reloaded.leave();
  });

  it('returns a token for an account that has no desk', async () => {
    expect(await desk.authenticate(credentials)).toMatchObject({ token: 'a-token' });
    expect(desk.connectionStatus.phase).toBe('idle');
  });

  it('rejects an action when the connection is lost before its answer', async () => {
    await desk.open('a-token');
    gateway.world.instead = (request, socket) => {
      if (request.type === 'end') socket.terminate();
      return undefined;
    };
    await expect(desk.end(conversation.id)).rejects.toMatchObject({ name: 'line-lost' });
  });

  it('reports after a lost connection the last entry that it knows of each transcript', async () => {
    await desk.open('a-token');
    await desk.send(conversation.id, 'one');
    await eventually(() => expect(seen).toEqual(['1 one']));
    gateway.drop();
    await eventually(() => gateway.world.requests.filter(({ type }) => type === 'sign-in').length === 2);
    expect(gateway.world.requests.at(-1)).toMatchObject({ known: { [conversation.id]: 1 } });
  });

  it('requests the history that is missing between two entries', async () => {
    await desk.open('a-token');
    gateway.world.store(conversation, 'customer', 'lost on the way', null);
    gateway.publish(conversation, gateway.world.store(conversation, 'customer', 'arrived', null));
    await eventually(() => expect(seen).toEqual(['1 lost on the way', '2 arrived']));
  });

  it('removes a conversation that no longer belongs to the agent', async () => {
    await desk.open('a-token');
    await eventually(() => desk.conversation(conversation.id));
    gateway.tell({ type: 'left', conversationId: conversation.id });
    await eventually(() => !desk.conversation(conversation.id));
  });

  it('keeps unsent messages when the sign-in expires, and sends them after the next one', async () => {
    await desk.open('a-token');
    await eventually(() => desk.conversation(conversation.id));
    const [message, retryAfterSeconds, redirectUrl] = ['Sign in again', null, null];
    const name = 'sign-in-expired';
    gateway.tell({ type: 'refused', requestId: null, name, message, retryAfterSeconds, redirectUrl });
    await eventually(() => expect(desk.connectionStatus).toMatchObject({ phase: 'over', refusal: { name } }));
    const sent = desk.send(conversation.id, 'typed meanwhile');
    expect(desk.conversation(conversation.id)).toBeDefined();
    await desk.open('another-token');
    expect(await sent).toMatchObject({ seq: 1 });
    expect(gateway.world.requests.filter(({ type }) => type === 'sign-in')).toMatchObject([
      { token: 'a-token' },
      { token: 'another-token' },
    ]);
  });

  it('sends a note like a message: again, with the same id, until it is answered', async () => {
    await desk.open('a-token');
    let cuts = 1;
    gateway.world.instead = (request, socket) => {
      if (request.type !== 'note' || cuts-- <= 0) return undefined;
      socket.terminate();
      return 'nothing';
    };
    await desk.addNote(conversation.id, 'an internal matter');
    const notes = gateway.world.requests.filter(({ type }) => type === 'note');
    expect(notes).toHaveLength(2);
    expect(notes[0]).toEqual(notes[1]);
    expect(notes[0]).toMatchObject({ conversationId: conversation.id, text: 'an internal matter' });
  });
});
