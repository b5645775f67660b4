import type { PortalEvents, Rejoin } from '@rejoin/widget';
import { dynamicsSdk } from './dynamics-sdk';

/** A widget that records the calls to it, and emits events on request. */
function page() {
  const asked: unknown[][] = [];
  const told: string[] = [];
  const warned: string[] = [];
  const hearers: [name: string, hear: (event: never) => void][] = [];
  let provider: (() => unknown) | undefined;
  const rejoin = {
    on: (name: string, hear: (event: never) => void) => hearers.push([name, hear]),
    startChat: () => asked.push(['startChat']),
    endChat: () => asked.push(['endChat']),
    setAuthTokenProvider: (given: () => unknown) => (provider = given),
    getReconnectContext: () => ({
      reconnectId: 'l1',
      redirectURL: null,
      deadlineAt: null,
      secondsLeft: null,
    }),
  } as unknown as Rejoin;
  const made = dynamicsSdk({
    rejoin: (act) => act(rejoin),
    tell: (name) => told.push(name),
    warn: (text) => warned.push(text),
  });
  const say = <Name extends keyof PortalEvents>(name: Name, event: PortalEvents[Name]) => {
    for (const [of, hear] of hearers) if (of === name) hear(event as never);
  };
  return { ...made, asked, told, warned, say, token: () => provider?.() };
}

describe('the SDK with the names of Dynamics', () => {
  it('starts and ends chats', () => {
    const { sdk, asked, warned } = page();
    sdk.startChat({ inNewWindow: true });
    sdk.closeChat();
    expect(asked).toEqual([['startChat'], ['endChat']]);
    expect(warned).toEqual(['inNewWindow: the chat opens in the page.']);
  });

  it('takes the context from the provider when it is needed; the one of startChat takes precedence', () => {
    const { sdk, customer } = page();
    expect(customer.context).toEqual({});
    sdk.setContextProvider(() => ({ basket: 3, vip: { value: true, isDisplayable: true } as never }));
    expect(customer.context).toEqual({ basket: 3, vip: true });
    sdk.removeContextProvider();
    expect([customer.context, sdk.getContextProvider()]).toEqual([{}, null]);
    sdk.setContextProvider(() => ({ basket: 3 }));
    sdk.startChat({ customContext: { basket: { value: 4 } } });
    expect(customer.context).toEqual({ basket: 4 });
    expect(() => sdk.setContextProvider('basket' as never)).toThrow(TypeError);
  });

  it.each<[how: string, provider: (give: (token: string) => void) => unknown]>([
    ['passes it to its callback', (give) => give('jwt')],
    ['passes it later', (give) => void Promise.resolve().then(() => give('jwt'))],
    ['returns it', () => 'jwt'],
    ['returns a promise of it', () => Promise.resolve('jwt')],
  ])('accepts a token of a provider that %s', async (_, provider) => {
    const { sdk, token } = page();
    sdk.setAuthTokenProvider(provider);
    await expect(token()).resolves.toBe('jwt');
    sdk.removeAuthTokenProvider();
    expect([token(), sdk.getAuthTokenProvider()]).toEqual([undefined, null]);
  });

  it('returns how to reconnect', async () => {
    await expect(page().sdk.getChatReconnectContext()).resolves.toEqual({
      reconnectId: 'l1',
      redirectURL: null,
    });
  });

  it('raises the events of the SDK of Dynamics 365', () => {
    const { say, told } = page();
    const heard = <Name extends keyof PortalEvents>(name: Name, event: PortalEvents[Name]) => {
      told.length = 0;
      say(name, event);
      return [...told];
    };
    const message = { seq: 1, text: 'hello', at: '2026-01-31T09:00:00.000Z' };
    expect(heard('started', { conversationId: 'c1', created: true })).toEqual([
      'lcw:startChat',
      'lcw:chatQueued',
    ]);
    expect(heard('started', { conversationId: 'c1', created: false })).toEqual(['lcw:chatRetrieved']);
    expect(heard('message', { ...message, sender: 'customer' })).toEqual(['lcw:onMessageSent']);
    expect(heard('message', { ...message, sender: 'agent' })).toEqual(['lcw:onMessageReceived']);
    expect(heard('opened', {})).toEqual(['lcw:onMaximize']);
    expect(heard('closed', {})).toEqual(['lcw:onMinimize']);
    expect(heard('ended', { by: 'agent' })).toEqual(['lcw:threadUpdate']);
    expect(heard('ended', { by: 'customer' })).toEqual(['lcw:closeChat', 'lcw:onClose']);
    expect(heard('too-late', { name: 'window-expired', redirectURL: null })).toEqual(['lcw:error']);
  });

  it('warns about what is not supported, and throws nothing into the page', () => {
    const { sdk, warned } = page();
    sdk.startProactiveChat();
    sdk.getAgentAvailability();
    expect(warned).toHaveLength(2);
  });
});
