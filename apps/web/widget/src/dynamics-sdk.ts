import type { PortalEvents, Rejoin } from '@rejoin/widget';

/** Values as in the SDK of Dynamics 365: plain, or with a flag whether agents see them. Here agents see all values. */
type ContextValue = string | number | boolean | { value: string | number | boolean };
type ContextProvider = () => Record<string, ContextValue>;
/** Passes the token to the function that it is called with, or returns it. */
type AuthTokenProvider = (give: (token: string) => void) => unknown;

/**
 * The methods of Dynamics 365's live chat SDK (`Microsoft.Omnichannel.LiveChatWidget.SDK`), implemented with {@link
 * Rejoin}.
 */
export interface DynamicsSdk {
  startChat(options?: { inNewWindow?: boolean; customContext?: Record<string, ContextValue> }): void;
  closeChat(): void;
  setContextProvider(provider: ContextProvider): void;
  getContextProvider(): ContextProvider | null;
  removeContextProvider(): void;
  setAuthTokenProvider(provider: AuthTokenProvider): void;
  getAuthTokenProvider(): AuthTokenProvider | null;
  removeAuthTokenProvider(): void;
  getChatReconnectContext(): Promise<{ reconnectId: string | null; redirectURL: string | null }>;
  startProactiveChat(): void;
  getAgentAvailability(): void;
}

/** What the SDK needs from the page: the widget when it has loaded, and a receiver of events. */
export interface PagePart {
  readonly rejoin: (act: (rejoin: Rejoin) => void) => void;
  readonly tell: (name: string, detail: unknown) => void;
  readonly warn: (text: string) => void;
}

export function dynamicsSdk({ rejoin, tell, warn }: PagePart): {
  sdk: DynamicsSdk;
  /** For `boot`. Its values are read when the panel loads, which is when the providers are called. */
  customer: { readonly context: Record<string, string | number | boolean> };
} {
  let contextProvider: ContextProvider | null = null;
  let tokenProvider: AuthTokenProvider | null = null;
  let ownContext: Record<string, ContextValue> | null = null;

  const sdk: DynamicsSdk = {
    startChat: ({ inNewWindow, customContext } = {}) => {
      if (inNewWindow) warn('inNewWindow: the chat opens in the page.');
      ownContext = customContext ?? ownContext;
      rejoin((it) => it.startChat());
    },
    closeChat: () => rejoin((it) => it.endChat()),
    setContextProvider: (provider) => {
      if (typeof provider !== 'function') throw new TypeError('the context provider must be a function');
      contextProvider = provider;
    },
    getContextProvider: () => contextProvider,
    removeContextProvider: () => {
      contextProvider = null;
    },
    setAuthTokenProvider: (provider) => {
      if (typeof provider !== 'function') throw new TypeError('the token provider must be a function');
      tokenProvider = provider;
      rejoin((it) => it.setAuthTokenProvider(() => (tokenProvider ? tokenOf(tokenProvider) : undefined)));
    },
    getAuthTokenProvider: () => tokenProvider,
    removeAuthTokenProvider: () => {
      tokenProvider = null;
    },
    getChatReconnectContext: () =>
      new Promise((resolve) =>
        rejoin((it) => {
          const { reconnectId = null, redirectURL = null } = it.getReconnectContext() ?? {};
          resolve({ reconnectId, redirectURL });
        }),
      ),
    startProactiveChat: () => warn('startProactiveChat: there are no proactive chats.'),
    getAgentAvailability: () => warn('getAgentAvailability: the widget shows the place in the queue itself.'),
  };
  rejoin((it) => hear(it, tell));
  return {
    sdk,
    customer: {
      get context() {
        const given = Object.entries(ownContext ?? contextProvider?.() ?? {});
        return Object.fromEntries(given.map(([key, of]) => [key, typeof of === 'object' ? of.value : of]));
      },
    },
  };
}

function tokenOf(provider: AuthTokenProvider): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const returned = provider(resolve);
    // A provider that declares the parameter passes the token to it. One that returns a value does not need the
    // parameter.
    if (provider.length === 0 || returned !== undefined)
      Promise.resolve(returned as string | undefined).then(resolve, reject);
  });
}

/** Maps the events of the widget to the events of the SDK of Dynamics 365. */
function hear(rejoin: Rejoin, tell: PagePart['tell']): void {
  const on = <Name extends keyof PortalEvents>(
    name: Name,
    names: (event: PortalEvents[Name]) => readonly string[],
  ) => rejoin.on(name, (event) => names(event).forEach((one) => tell(`lcw:${one}`, event)));
  on('opened', () => ['onMaximize']);
  on('closed', () => ['onMinimize']);
  on('started', ({ created }) => (created ? ['startChat', 'chatQueued'] : ['chatRetrieved']));
  on('message', ({ sender }) => [sender === 'customer' ? 'onMessageSent' : 'onMessageReceived']);
  on('ended', ({ by }) => (by === 'customer' ? ['closeChat', 'onClose'] : ['threadUpdate']));
  on('too-late', () => ['error']);
}
