import type { WidgetSettings } from '@rejoin/contracts';

export const origin = 'https://portal.example';

/** A widget for one page, with a short debounce. */
export const widgetDefaults: WidgetSettings = {
  workstreamId: 's1',
  name: 'Shop',
  active: true,
  locale: 'en',
  allowedOrigins: [origin],
  askName: false,
  debounceSeconds: 1,
  reconnect: {
    enabled: true,
    timeLimitSeconds: 60,
    portalUrl: `${origin}/help`,
    redirectUrl: null,
    extension: { times: 1, seconds: 60 },
  },
  authentication: {
    required: false,
    publicKeys: [],
    jwksUrl: null,
    algorithms: ['ES256'],
    issuer: null,
    audience: null,
    audienceRequired: false,
  },
};
