import type { BrowserContext, Locator, Page } from 'playwright-core';

/**
 * Messages of the browser about the network or about refused requests. They are no faults of the page. A line that is cut
 * in the middle of a preflight request looks like one that was refused.
 */
const ofTheNetwork =
  /net::ERR_|WebSocket (?:connection to|is already in)|Failed to load resource|Failed to fetch|Response to preflight request/;

interface Credentials {
  readonly login: string;
  readonly password: string;
}

/** The agent desk in a tab, as an agent sees it. */
export class DeskPage {
  /** Errors and warnings of the browser, and violations of the page's content security policy. */
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.on('console', (line) => {
      const text = line.text();
      if (['error', 'warning'].includes(line.type()) && !ofTheNetwork.test(text)) this.complaints.push(text);
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /**
   * Opens a new tab on a device, through a proxy that tests can cut. `before` runs before the page is loaded.
   */
  static async open(
    context: BrowserContext,
    line: { readonly url: string },
    before?: (page: Page) => Promise<void>,
  ): Promise<DeskPage> {
    const desk = new DeskPage(await context.newPage());
    desk.page.setDefaultTimeout(20_000);
    await before?.(desk.page);
    await desk.page.goto(`${line.url}/desk/`);
    await desk.page.getByRole('button').first().waitFor();
    return desk;
  }

  async signIn(credentials: Credentials): Promise<void> {
    await this.giveCredentials(credentials);
    await this.capacity.waitFor();
  }

  /** Signs in with the keyboard alone: the username has the focus. */
  async giveCredentials({ login, password }: Credentials): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Username' }).fill(login);
    await this.page.keyboard.press('Tab');
    await this.page.keyboard.type(password);
    await this.page.keyboard.press('Enter');
  }

  get capacity(): Locator {
    return this.page.getByRole('meter', { name: 'Capacity' });
  }

  get transcript(): Locator {
    return this.page.getByRole('log', { name: 'Transcript' });
  }

  get message(): Locator {
    return this.page.getByRole('textbox', { name: /^Message to / });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog').or(this.page.getByRole('alertdialog'));
  }

  /** A conversation in the list. */
  chat(customer: string): Locator {
    return this.page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: customer });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** A text in the transcript. */
  said(text: string | RegExp): Locator {
    return this.transcript.getByText(text);
  }

  /** Opens a conversation and waits until it can be answered. */
  async openChat(customer: string): Promise<void> {
    await this.chat(customer).click();
    await this.page.getByRole('heading', { level: 2, name: customer }).waitFor();
  }

  async say(text: string): Promise<void> {
    await this.message.fill(text);
    await this.message.press('Enter');
    await this.said(text).waitFor();
  }

  /** Confirms the dialog with this button. */
  async confirm(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }
}
