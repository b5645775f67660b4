import { createHash, randomBytes } from 'node:crypto';

/** What a page of this product reads after a sign-in with a provider. */
export interface Arrival {
  readonly page: string;
  readonly code: string | null;
  readonly failed: string | null;
}

/** A browser that a test steers step by step: it keeps cookies, and stops where it is told. */
export class TestBrowser {
  readonly verifier = randomBytes(32).toString('base64url');
  readonly challenge = createHash('sha256').update(this.verifier).digest('base64url');
  private readonly cookies = new Map<string, Map<string, string>>();

  /** Goes to an address without following its redirect. Returns the redirect's address; undefined without one. */
  async go(url: string, init: RequestInit = {}): Promise<string | undefined> {
    const { origin } = new URL(url);
    const jar = this.cookies.get(origin) ?? new Map<string, string>();
    this.cookies.set(origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { 'x-browser': '1', ...(cookie === '' ? {} : { cookie }) },
    });
    await response.text();
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split(/=(.*)/s);
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    const location = response.headers.get('location');
    return location === null ? undefined : new URL(location, url).href;
  }

  /** Goes from the page to the provider: returns the address of the authorization request. */
  async begin(startUrl: string, page: string): Promise<string> {
    const query = new URLSearchParams({ page, challenge: this.challenge });
    const url = await this.go(`${startUrl}?${query}`);
    if (url === undefined) throw new Error('the sign-in did not begin');
    return url;
  }

  /** Signs in at the provider. Returns the address of the callback, where the browser is not yet. */
  async signInAt(authorizationUrl: string, name: string, isCancelled = false): Promise<string> {
    let url = authorizationUrl;
    for (let steps = 0; steps < 12; steps++) {
      if (new URL(url).pathname.endsWith('/callback')) return url;
      const fields = new URLSearchParams({ name, ...(isCancelled ? { cancel: '1' } : {}) });
      const next = (await this.go(url)) ?? (await this.go(url, { method: 'POST', body: fields }));
      if (next === undefined) throw new Error(`the provider stopped at ${url}`);
      url = next;
    }
    throw new Error('the provider redirects without end');
  }

  /** Goes to the callback. */
  async arrive(callback: string): Promise<Arrival> {
    const url = (await this.go(callback)) ?? '';
    const [page = '', fragment = ''] = url.split('#');
    const values = new URLSearchParams(fragment);
    return { page, code: values.get('sign-in-code'), failed: values.get('sign-in-failed') };
  }
}
