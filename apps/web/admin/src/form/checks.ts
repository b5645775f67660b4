import type { Found } from './problem';

/** Validators of single values. Each returns the problem of the field, or nothing. */

export function text(field: string, value: string, maximum = 200): Found | undefined {
  if (value.trim() === '') return [field, 'required'];
  return value.length > maximum ? [field, 'too-long', maximum] : undefined;
}

export function whole(field: string, value: number, from: number, to: number): Found | undefined {
  if (Number.isNaN(value)) return [field, 'not-a-number'];
  if (!Number.isInteger(value)) return [field, 'whole-number'];
  return value < from || value > to ? [field, 'out-of-range', `${from}–${to}`] : undefined;
}

const day = 86_400;

/** A duration from 1 s to 24 h, or to a lower maximum. */
export function seconds(field: string, value: number, maximum = day): Found | undefined {
  if (Number.isNaN(value)) return [field, 'not-a-number'];
  return value < 1 || value > maximum ? [field, 'minutes-range', maximum / 60] : undefined;
}

const local = /^(?:(?:.+\.)?localhost|127\.0\.0\.1|\[::1\])$/;

/** A URL: https, or http for localhost, without a username or password. */
export function url(field: string, value: string): Found | undefined {
  if (!URL.canParse(value) || !/^https?:\/\//i.test(value)) return [field, 'not-a-url'];
  const { protocol, hostname, username, password } = new URL(value);
  if (protocol !== 'https:' && !local.test(hostname)) return [field, 'not-https'];
  return username !== '' || password !== '' ? [field, 'url-credentials'] : undefined;
}

export function origin(field: string, value: string): Found | undefined {
  const wrong = url(field, value);
  if (wrong) return wrong;
  return new URL(value).origin === value ? undefined : [field, 'not-an-origin', new URL(value).origin];
}

export function locale(field: string, value: string): Found | undefined {
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(value) && value.length <= 35 && isCanonical(value)
    ? undefined
    : [field, 'locale'];
}

function isCanonical(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** A domain such as contoso.com: at least two labels, no IP address, no port. */
export function domain(field: string, value: string): Found | undefined {
  const isOne = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(value);
  return isOne && value.length <= 253 ? undefined : [field, 'not-a-domain'];
}
