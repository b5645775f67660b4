import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { withPalette } from './palette';

/** The screenshots of one family of pages. `npm run screenshots -- <name>` takes those of one family. */
export interface Shots {
  readonly name: string;
  take(camera: Camera): Promise<void>;
}

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 780 };

/**
 * Takes screenshots into docs/images/ of the states that the documents show, or with `everything` into
 * dist/screenshots/ for a review. They have one pixel per point, no motion and a hidden caret.
 */
export class Camera {
  private readonly folder: string;
  taken = 0;
  bytes = 0;

  constructor(
    private readonly browser: Browser,
    readonly root: string,
    readonly everything: boolean,
    private readonly say: (line: string) => void,
  ) {
    this.folder = join(root, everything ? 'dist/screenshots' : 'docs/images');
    mkdirSync(this.folder, { recursive: true });
  }

  /** A device of a person. It is closed after the work. */
  async with(
    options: BrowserContextOptions,
    work: (context: BrowserContext) => Promise<void>,
  ): Promise<void> {
    const context = await this.browser.newContext({
      viewport: desktop,
      deviceScaleFactor: 1,
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Berlin',
      ...options,
    });
    try {
      await work(context);
    } finally {
      await context.close();
    }
  }

  async picture(page: Page, name: string): Promise<void> {
    const image = withPalette(await page.screenshot({ type: 'png', caret: 'hide', animations: 'disabled' }));
    writeFileSync(join(this.folder, `${name}.png`), image);
    this.taken += 1;
    this.bytes += image.length;
    this.say(`${name}.png ${Math.ceil(image.length / 1024)} KiB`);
  }
}
