import { ok, problem, warning, type Finding } from './finding';

const dayMs = 86_400_000;
const warnDays = 14;

const ofTheProxy = {
  expired: 'Renew the certificate, and reload the reverse proxy.',
  expires: 'Read in the log of the reverse proxy why it was not renewed.',
};

/** Checks how long the TLS certificate of an address is still valid. */
export function checkCertificate(
  address: string,
  validUntil: number,
  now: number,
  { expired, expires } = ofTheProxy,
): Finding {
  const days = Math.floor((validUntil - now) / dayMs);
  if (days < 0)
    return problem(
      'tls',
      `the certificate of ${address} expired on ${new Date(validUntil).toISOString()}`,
      expired,
    );
  if (days < warnDays)
    return warning('tls', `the certificate of ${address} expires in ${days} days`, expires);
  return ok('tls', `the certificate of ${address} is valid for ${days} days`);
}
