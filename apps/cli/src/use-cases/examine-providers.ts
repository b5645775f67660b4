import { configRoutes, type SignInOptions } from '@rejoin/contracts';
import { ok, problem, skipped, type Finding } from '../domain/finding';

const answerWithinMs = 20_000;
const check = 'sign-in';

/**
 * Begins a sign-in with each identity provider, as a page does. Config reads the metadata of the provider for it, so that
 * its address, its issuer and the way to it are tried. Nobody is signed in.
 */
export async function examineProviders(configUrl: string | undefined): Promise<readonly Finding[]> {
  if (configUrl === undefined)
    return [skipped(check, 'the address of config is not known', 'Set REJOIN_CONFIG_URL.')];
  const response = await fetch(configUrl + configRoutes.signIn.options.path, limited());
  if (response.status === 404)
    return [skipped(check, 'this release of config has no identity providers', 'Update config.')];
  if (!response.ok) {
    const what = `config did not return its sign-in options (HTTP ${response.status})`;
    return [skipped(check, what, 'Try again. If it stays, read the log of config.')];
  }
  const { passwords, providers } = (await response.json()) as SignInOptions;
  const findings = await Promise.all(providers.map((provider) => stateOf(configUrl, provider)));
  if (passwords) return providers.length > 0 ? findings : [ok(check, 'people sign in with passwords')];
  const noWay = problem(
    check,
    'passwords are off, and there is no identity provider: nobody can sign in',
    'Run rejoin passwords on, or set REJOIN_SIGN_IN_PROVIDERS of config.',
  );
  return providers.length > 0 ? findings : [noWay];
}

async function stateOf(
  configUrl: string,
  { name, startUrl }: SignInOptions['providers'][number],
): Promise<Finding> {
  const start = new URL(startUrl);
  const query = new URLSearchParams({ page: `${start.origin}/admin/`, challenge: 'doctor'.padEnd(43, '0') });
  const response = await fetch(`${configUrl}${start.pathname}?${query.toString()}`, limited());
  const location = response.headers.get('location') ?? '';
  const failed = /#sign-in-failed=([\w-]+)/.exec(location)?.[1];
  if (response.status === 302 && failed === undefined)
    return ok(check, `${name}: sign-ins begin at ${new URL(location).origin}`);
  const why = failed ?? `HTTP ${response.status}`;
  return problem(
    check,
    `${name}: a sign-in does not begin (${why})`,
    remedies[why] ?? 'The log of config has the reason.',
  );
}

const remedies: Readonly<Record<string, string>> = {
  'provider-unavailable':
    'Make the issuer reachable for config. A host that is private or has no HTTPS must be in REJOIN_SIGN_IN_ALLOWED_HOSTS.',
  'provider-refused': 'Compare the issuer with that of the discovery document: every character counts.',
  'too-many': 'Wait a minute, and try again.',
};

function limited(): RequestInit {
  return { redirect: 'manual', signal: AbortSignal.timeout(answerWithinMs) };
}
