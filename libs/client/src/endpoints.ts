/** The base URLs of the gateways, one of which is the current one. They are equivalent. */
export class Endpoints {
  private at = 0;
  private urls: string[] = [];
  private readonly refused = new Set<string>();
  /** A page that names several gateways has chosen how it reaches them, so no others are added. */
  private readonly areChosen: boolean;

  constructor(urls: readonly string[]) {
    this.add(urls);
    if (this.urls.length === 0) throw new Error('at least one endpoint is needed');
    this.areChosen = this.urls.length > 1;
  }

  /**
   * Adds further addresses if the page has named only one. Texts that are no address of a gateway are ignored, because
   * they may come from a storage to which others write.
   */
  learn(urls: readonly string[]): void {
    if (!this.areChosen) this.add(urls);
  }

  /**
   * Removes the learned address that the page's policy refuses (`blockedURI`), because it would be refused each time.
   * Returns true when there was one. Addresses that the page has named stay.
   */
  refuse(blocked: string): boolean {
    const address = `${blocked.replace(/^ws/, 'http')}/`;
    const { current } = this;
    const url = this.areChosen
      ? undefined
      : this.urls.find((known, i) => i && address.startsWith(`${known}/`));
    if (url === undefined) return false;
    this.refused.add(url);
    this.urls = this.urls.filter((known) => known !== url);
    this.prefer(current);
    return true;
  }

  private add(urls: readonly string[]): void {
    for (const url of urls.map((given) => given.replace(/\/+$/, ''))) {
      if (/^https?:\/\/./.test(url) && ![...this.urls, ...this.refused].includes(url)) this.urls.push(url);
    }
  }

  get current(): string {
    return this.urls[this.at % this.urls.length] as string;
  }

  get areSeveral(): boolean {
    return this.urls.length > 1;
  }

  /** Selects the next address if `failed`, the one that was tried, is still the current one. */
  next(failed = this.current): void {
    if (failed === this.current) this.at++;
  }

  /** Makes an address that has answered the current one. */
  prefer(url: string): void {
    this.at = Math.max(0, this.urls.indexOf(url));
  }

  /** The current address as the URL of a socket. */
  socketUrl(path: string): string {
    return this.current.replace(/^http/, 'ws') + path;
  }
}
