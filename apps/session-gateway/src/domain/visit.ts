import type { GivenPage, GivenVisit, Visit, VisitedPage } from '@rejoin/contracts';

const pageUnits = 500;
const titleUnits = 200;

/** Returns what is kept of a visit: nothing that could open an account or that describes the device exactly. */
export function visitOf({ page, timeZone, userAgent = '' }: GivenVisit): Visit {
  return {
    page: page === undefined ? null : pageOf(page),
    timeZone: timeZone !== undefined && isTimeZone(timeZone) ? timeZone : null,
    browser: firstOf(browsers, userAgent),
    system: firstOf(systems, userAgent),
  };
}

/** Returns what is kept of a page that the customer has opened during the chat, without its time. */
export function pageVisitOf({ page, title = '' }: GivenPage): Omit<VisitedPage, 'at'> {
  return { page: pageOf(page), title: titleOf(title) };
}

/** One line without secrets. A character is not cut in two. */
function titleOf(text: string): string | null {
  const words = text.split(/\s+/).map((word) => (isLikeSecret(word) ? '…' : word));
  return (
    words
      .join(' ')
      .trim()
      .slice(0, titleUnits)
      .replace(/[\ud800-\udbff]$/, '') || null
  );
}

/** The origin and the path. Query, fragment, user and password are left out, and secrets in the path are masked. */
function pageOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, host, pathname } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  const path = pathname
    .split('/')
    .map((part) => (isLikeSecret(part) ? '…' : part))
    .join('/');
  return `${protocol}//${host}${path}`.slice(0, pageUnits);
}

/** Tokens, ids and e-mail addresses are long and have digits, or have an at sign. Words of an address have neither. */
function isLikeSecret(part: string): boolean {
  return /@|%40/i.test(part) || (/^[\w.~=+-]{20,}$/.test(part) && /\d.*\d.*\d/.test(part));
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** The first that matches. Most browsers name others too, so the order matters. */
const browsers: readonly [string, RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+).*\bSafari\//],
];

const systems: readonly [string, RegExp][] = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad|iPod)\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
];

function firstOf(names: readonly [string, RegExp][], userAgent: string): string | null {
  for (const [name, form] of names) {
    const [found, version] = form.exec(userAgent) ?? [];
    if (found !== undefined) return version === undefined ? name : `${name} ${version}`;
  }
  return null;
}
