import { isUrl } from '../../kit/is-url';

/**
 * Returns a locale in the form of BCP 47 from other forms too (`pt_BR`, `de-DE@posix`, `en_US.UTF-8`). `auto` is the
 * locale of the visitor's browser. Returns null for what is no locale, with a warning in the console.
 */
export function localeOf(wanted: unknown): string | null {
  if (wanted === undefined || wanted === null || wanted === '') return null;
  const written = wanted === 'auto' ? navigator.language : (wanted as string | number);
  try {
    const locale = String(
      new Intl.Locale(
        String(written)
          .trim()
          .replace(/[.@].*$/, '')
          .replaceAll('_', '-'),
      ),
    );
    // A gateway accepts only languages. `POSIX` and `root` are locales to a browser, but no languages.
    if (/^\w{2,3}\b.{0,32}$/.test(locale)) return locale;
  } catch {
    // The warning below reports it.
  }
  console.warn('Rejoin: this is not a locale:', written);
  return null;
}

/**
 * Returns the base URLs of gateways from every form of a page's list. What is no base URL is left out, with a warning
 * in the console.
 */
export function endpointsOf(given: string | readonly string[]): string[] {
  const listed = [given]
    .flat()
    // A page that is not typed may list anything.
    .flatMap((urls: unknown) => String(urls as string | number).split(/[\s,]+/))
    .filter(Boolean);
  return listed.flatMap((url) => {
    if (isUrl(url) && /^https?:/i.test(url)) return [url.replace(/\/+$/, '')];
    console.error(`Rejoin: the endpoint "${url}" is no web address.`);
    return [];
  });
}
