/**
 * A locale as the web writes it, of how others write it (`pt_BR`, `de-DE@posix`, `en_US.UTF-8`). `auto` is the
 * visitor's browser's. Null for what is no locale, which is said in the console.
 */
export function localeOf(wanted: unknown): string | null {
  if (wanted === undefined || wanted === null || wanted === '') return null;
  const written = wanted === 'auto' ? navigator.language : (wanted as string);
  try {
    const [locale] = Intl.getCanonicalLocales(
      written
        .trim()
        .replace(/[.@].*$/, '')
        .replaceAll('_', '-'),
    );
    if (locale !== undefined) return locale;
  } catch {
    // Said below.
  }
  console.warn(`Rejoin: "${written}" is not a locale; the widget's language is used.`);
  return null;
}

/** Base URLs of gateways, however a page lists them. What is none is said in the console, and left out. */
export function endpointsOf(given: string | readonly string[]): string[] {
  const listed = [given]
    .flat()
    .flatMap((urls) => urls.split(/[\s,]+/))
    .filter(Boolean);
  return listed.flatMap((url) => {
    if (URL.canParse(url) && /^https?:/i.test(url)) return [url.replace(/\/+$/, '')];
    console.error(`Rejoin: the endpoint "${url}" is no web address.`);
    return [];
  });
}
