import type { WidgetSettings } from '@rejoin/contracts';
import { domain, locale, origin, seconds, text, url, whole } from '../form/checks';
import { problemsOf, type Found, type Problems } from '../form/problem';

/**
 * The problems of a widget's settings that this page can detect. `saved` are the saved settings: a time limit below a
 * minute that was set through the API may stay.
 */
export function widgetProblems(widget: WidgetSettings, saved?: WidgetSettings): Problems {
  return problemsOf([
    text('/name', widget.name),
    locale('/locale', widget.locale),
    seconds('/debounceSeconds', widget.debounceSeconds, 60),
    ...widget.allowedOrigins.map((one, i, all) =>
      originFound(`/allowedOrigins/${i}`, one, all.indexOf(one) < i),
    ),
    ...sharedDomainFound(widget),
    ...reconnectFound(widget, saved),
    ...authenticationFound(widget.authentication),
  ]);
}

function originFound(field: string, value: string, isTwice: boolean): Found | undefined {
  return isTwice ? [field, 'origin-twice'] : origin(field, value);
}

function sharedDomainFound({ sharedDomain, allowedOrigins }: WidgetSettings): (Found | undefined)[] {
  if (!sharedDomain) return [];
  const isBelow = (one: string) =>
    URL.canParse(one) && `.${new URL(one).hostname}`.endsWith(`.${sharedDomain}`);
  return [
    domain('/sharedDomain', sharedDomain),
    allowedOrigins.some(isBelow) ? undefined : ['/sharedDomain', 'domain-without-origin', sharedDomain],
  ];
}

function reconnectFound(
  { reconnect, allowedOrigins }: WidgetSettings,
  saved?: WidgetSettings,
): (Found | undefined)[] {
  const { enabled, timeLimitSeconds, portalUrl, redirectUrl, extension } = reconnect;
  const limit = '/reconnect/timeLimitSeconds';
  const isAsSaved = timeLimitSeconds === saved?.reconnect.timeLimitSeconds;
  const isInRange = timeLimitSeconds >= 60 && timeLimitSeconds <= 86_400;
  const portal = '/reconnect/portalUrl';
  return [
    Number.isNaN(timeLimitSeconds) ? [limit, 'not-a-number'] : undefined,
    isAsSaved || isInRange ? undefined : [limit, 'time-limit-range'],
    enabled && portalUrl === null ? [portal, 'portal-required'] : undefined,
    portalUrl === null ? undefined : url(portal, portalUrl),
    portalUrl === null || isOneOf(portalUrl, allowedOrigins)
      ? undefined
      : [portal, 'portal-host', URL.canParse(portalUrl) ? new URL(portalUrl).origin : portalUrl],
    redirectUrl === null ? undefined : url('/reconnect/redirectUrl', redirectUrl),
    whole('/reconnect/extension/times', extension.times, 0, 20),
    seconds('/reconnect/extension/seconds', extension.seconds),
  ];
}

function authenticationFound(authentication: WidgetSettings['authentication']): (Found | undefined)[] {
  const { required, publicKeys, jwksUrl, algorithms, audience, audienceRequired } = authentication;
  return [
    ...publicKeys.flatMap((key, i) => keyFound(`/authentication/publicKeys/${i}`, key)),
    jwksUrl === null ? undefined : url('/authentication/jwksUrl', jwksUrl),
    required && publicKeys.length === 0 && jwksUrl === null
      ? ['/authentication/publicKeys', 'key-required']
      : undefined,
    algorithms.length === 0 ? ['/authentication/algorithms', 'algorithm-required'] : undefined,
    required && audienceRequired && audience === null
      ? ['/authentication/audience', 'audience-required']
      : undefined,
  ];
}

type PublicKey = WidgetSettings['authentication']['publicKeys'][number];

function keyFound(field: string, { publicKey, expiresAt }: PublicKey): (Found | undefined)[] {
  const pem = `${field}/publicKey`;
  return [
    /PRIVATE/.test(publicKey) ? [pem, 'private-key'] : undefined,
    publicKey.trim().startsWith('-----BEGIN PUBLIC KEY-----') ? undefined : [pem, 'not-a-key'],
    expiresAt !== null && Number.isNaN(Date.parse(expiresAt)) ? [`${field}/expiresAt`, 'expiry'] : undefined,
  ];
}

function isOneOf(address: string, origins: readonly string[]): boolean {
  return !URL.canParse(address) || origins.includes(new URL(address).origin);
}
