/** The base URLs of the gateways, of which one is the current. Each is as good as the others. */
export class Endpoints {
  private at = 0;
  private urls: string[] = [];
  private readonly refused = new Set<string>();
  /** Whoever names several has chosen how its page reaches the gateways. */
  private readonly areChosen: boolean;

  constructor(urls: readonly string[]) {
    this.add(urls);
    if (this.urls.length === 0) throw new Error('at least one endpoint is needed');
    this.areChosen = this.urls.length > 1;
  }

  /**
   * Adds further ones where the page has named one only. What is no address of a gateway is left out: it may come from
   * a storage that others write.
   */
  learn(urls: readonly string[]): void {
    if (!this.areChosen) this.add(urls);
  }

  /**
   * Forgets the learned address that the page's policy refuses (`blockedURI`): it would be refused each time. True when
   * there was one. What the page names itself stays.
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

  /** Turns to the next one, unless somebody has done so already: `failed` is the one that was tried. */
  next(failed = this.current): void {
    if (failed === this.current) this.at++;
  }

  /** Stays with one that has answered. */
  prefer(url: string): void {
    this.at = Math.max(0, this.urls.indexOf(url));
  }

  /** The current one as the address of a socket. */
  socketUrl(path: string): string {
    return this.current.replace(/^http/, 'ws') + path;
  }
}
