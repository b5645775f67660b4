import { WidgetSettings } from '@rejoin/contracts';
import { foundBy, timeLimitRange } from '../form/field-problem';
import { problemsOf, type FoundProblem, type Problems } from '../form/problem';

/**
 * The problems of a widget's settings: those of the schema, and what only a form asks for. `saved` are the saved settings:
 * a time limit below a minute that was set through the API may stay.
 */
export function widgetProblems(widget: WidgetSettings, saved?: WidgetSettings): Problems {
  const { allowedOrigins, reconnect, authentication } = widget;
  const { timeLimitSeconds, portalUrl, redirectUrl } = reconnect;
  const isLimitAsSaved = timeLimitSeconds === saved?.reconnect.timeLimitSeconds;
  return problemsOf([
    ...foundBy(WidgetSettings, widget),
    timeLimitSeconds >= 60 || isLimitAsSaved
      ? undefined
      : ['/reconnect/timeLimitSeconds', timeLimitRange.code, timeLimitRange.detail],
    ...allowedOrigins.map((origin, i): FoundProblem | undefined =>
      allowedOrigins.indexOf(origin) < i ? [`/allowedOrigins/${i}`, 'origin-twice'] : undefined,
    ),
    credentialsFound('/reconnect/portalUrl', portalUrl),
    credentialsFound('/reconnect/redirectUrl', redirectUrl),
    credentialsFound('/authentication/jwksUrl', authentication.jwksUrl),
    ...authentication.publicKeys.map(({ publicKey }, i) =>
      keyFound(`/authentication/publicKeys/${i}/publicKey`, publicKey),
    ),
  ]);
}

function credentialsFound(field: string, url: string | null): FoundProblem | undefined {
  if (url === null || !URL.canParse(url)) return undefined;
  const { username, password } = new URL(url);
  return username !== '' || password !== '' ? [field, 'url-credentials'] : undefined;
}

function keyFound(field: string, publicKey: string): FoundProblem | undefined {
  if (publicKey.includes('PRIVATE')) return [field, 'private-key'];
  return publicKey.trim().startsWith('-----BEGIN PUBLIC KEY-----') ? undefined : [field, 'not-a-key'];
}
