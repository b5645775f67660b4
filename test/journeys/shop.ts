import type { WidgetSettings, WorkstreamSettings } from '@rejoin/contracts';
import type { ConfigApi } from '../story/config-api';
import { origin, signingKeys } from './portal';

export interface ShopTerms {
  debounceSeconds?: number;
  signedIn?: boolean;
  workstream?: Partial<WorkstreamSettings>;
  reconnect?: Partial<WidgetSettings['reconnect']>;
  widget?: Partial<
    Pick<
      WidgetSettings,
      | 'askName'
      | 'notifications'
      | 'locale'
      | 'active'
      | 'showPositionInQueue'
      | 'showAverageWaitTime'
      | 'allowedOrigins'
      | 'sharedDomain'
    >
  >;
  /** The page that hosts the widget. */
  portalUrl?: string;
}

/** A workstream and its one widget. Both have `name` as their id. */
export interface Shop {
  readonly name: string;
  readonly linkReply: string;
  readonly privateKey: string | undefined;
}

/** Creates a shop in config. The gateways receive it a moment later. */
export async function openShop(settings: ConfigApi, name: string, terms: ShopTerms): Promise<Shop> {
  const keys = terms.signedIn ? await signingKeys() : undefined;
  const portalUrl = terms.portalUrl ?? `${origin}/help`;
  await settings.workstream(name, {
    name,
    active: true,
    timeZone: 'UTC',
    unitsPerConversation: 1,
    wrapUpRule: 'dont-block',
    wrapUpSeconds: null,
    autoCloseSeconds: 600,
    openHoldSeconds: 60,
    ...terms.workstream,
  });
  await settings.widget(name, {
    workstreamId: name,
    name,
    active: true,
    locale: 'en',
    allowedOrigins: [new URL(portalUrl).origin],
    askName: false,
    debounceSeconds: terms.debounceSeconds ?? 1,
    reconnect: {
      enabled: true,
      timeLimitSeconds: 60,
      portalUrl,
      redirectUrl: null,
      extension: { times: 2, seconds: 60 },
      ...terms.reconnect,
    },
    authentication: {
      required: keys !== undefined,
      publicKeys: keys ? [{ kid: null, publicKey: keys.publicKey, expiresAt: null }] : [],
      jwksUrl: null,
      algorithms: ['ES256'],
      issuer: null,
      audience: null,
      audienceRequired: false,
    },
    ...terms.widget,
  });
  const linkReply = `${name}-link`;
  await settings.quickReply(linkReply, {
    workstreamId: name,
    title: 'Link',
    body: 'Come back with {ReconnectUrl{ReconnectID}}',
    locale: 'en',
    active: true,
  });
  return { name, linkReply, privateKey: keys?.privateKey };
}
