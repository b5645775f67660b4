import { defaultDebounceSeconds, type WidgetSettings } from '@rejoin/contracts';

/** The initial settings of a new chat widget. Reconnect to previous chat is off, as in Dynamics 365. */
export function newWidget(workstreamId: string, locale: string): WidgetSettings {
  return {
    workstreamId,
    name: '',
    active: true,
    locale,
    allowedOrigins: [],
    askName: false,
    showPositionInQueue: false,
    showAverageWaitTime: false,
    notifications: { showCount: true, playSound: true },
    debounceSeconds: defaultDebounceSeconds,
    reconnect: {
      enabled: false,
      timeLimitSeconds: 300,
      portalUrl: null,
      redirectUrl: null,
      extension: { times: 2, seconds: 300 },
    },
    authentication: {
      required: false,
      publicKeys: [],
      jwksUrl: null,
      algorithms: ['RS256', 'ES256', 'EdDSA'],
      issuer: null,
      audience: null,
      audienceRequired: true,
    },
  };
}
