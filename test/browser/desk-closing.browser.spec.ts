import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import type { Shop } from '../journeys/shop';
import { inAWorld } from '../journeys/world';
import { barriers } from './barriers';
import { DeskPage } from './desk-page';

describeInBrowser('closing conversations at the desk', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  const offered = {
    wrapUpRule: 'always-block',
    dispositions: ['Sold', 'Not sold'],
    tags: ['Returns', 'Delivery'],
  } as const;
  const choices = { ...offered, dispositions: [...offered.dispositions], tags: [...offered.tags] };

  async function opened(dispositionRequired: boolean, options: BrowserContextOptions = {}) {
    const shop = await world().shop({ workstream: { ...choices, dispositionRequired } });
    const anna = await world().account(shop, 'anna', { displayName: 'Anna', maxUnits: 10 });
    const context = await device(browser(), options);
    contexts.push(context);
    const desk = await DeskPage.open(context, await world().cutter(0));
    await desk.signIn(anna);
    return { shop, desk };
  }

  /** A conversation that the customer has ended, in wrap-up at the desk. */
  async function ended(shop: Shop, desk: DeskPage, name: string): Promise<string> {
    const { chat } = await world().customer(shop);
    const { conversationId } = await chat.start({ name });
    await chat.send(`${name} here`);
    await desk.chat(name).waitFor();
    await eventually(() => expect(chat.conversation?.agent).not.toBeNull());
    await chat.endChat();
    return conversationId;
  }

  const wrapUpOf = (desk: DeskPage) =>
    desk.page.getByRole('region', { name: 'Wrap-up', exact: true }).filter({ hasText: 'Note' });

  async function chosenFor(conversationId: string) {
    const [row] = await world().sql<{ disposition: string | null; tags: string[] | null }>(
      `select session->>'disposition' as disposition, session->'tags' as tags from session_gateway.conversations
       where id = $1 and session->>'state' = 'closed'`,
      [conversationId],
    );
    return row;
  }

  it.each<[string, BrowserContextOptions]>([
    ['in light', {}],
    ['in forced colours', { forcedColors: 'active' }],
  ])('requires a disposition where the workstream does, and stores the tags: %s', async (_, options) => {
    const { shop, desk } = await opened(true, options);
    const conversationId = await ended(shop, desk, 'Mia');
    await desk.openChat('Mia');
    const wrapUp = wrapUpOf(desk);
    const close = wrapUp.getByRole('button', { name: 'Close conversation' });
    const disposition = wrapUp.getByRole('combobox', { name: 'Disposition' });
    await disposition.waitFor();
    expect(await disposition.getAttribute('required')).not.toBeNull();
    await eventually(async () => expect(await close.isEnabled()).toBe(false));
    await wrapUp.getByRole('combobox', { name: 'Tags' }).click();
    await desk.page.getByRole('menuitemcheckbox', { name: 'Returns' }).click();
    await desk.page.getByRole('menuitemcheckbox', { name: 'Delivery' }).click();
    expect(await barriers(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Escape');
    await disposition.selectOption('Sold');
    expect(await barriers(desk.page)).toEqual([]);
    await close.click();
    await desk.chat('Mia').waitFor({ state: 'detached' });
    await eventually(async () =>
      expect(await chosenFor(conversationId)).toEqual({ disposition: 'Sold', tags: ['Returns', 'Delivery'] }),
    );
    expect(desk.complaints).toEqual([]);
  });

  it('asks for neither where both are optional', async () => {
    const { shop, desk } = await opened(false);
    const conversationId = await ended(shop, desk, 'Mia');
    await desk.openChat('Mia');
    const wrapUp = wrapUpOf(desk);
    await wrapUp.getByRole('combobox', { name: 'Disposition' }).waitFor();
    await wrapUp.getByRole('button', { name: 'Close conversation' }).click();
    await desk.chat('Mia').waitFor({ state: 'detached' });
    await eventually(async () =>
      expect(await chosenFor(conversationId)).toEqual({ disposition: null, tags: null }),
    );
    expect(desk.complaints).toEqual([]);
  });

  it('closes several at once with what was chosen and noted for each, and leaves those that lack a disposition', async () => {
    const { shop, desk } = await opened(true);
    const mia = await ended(shop, desk, 'Mia');
    const omar = await ended(shop, desk, 'Omar');
    await desk.openChat('Mia');
    const wrapUp = wrapUpOf(desk);
    await wrapUp.getByRole('combobox', { name: 'Disposition' }).selectOption('Not sold');
    await wrapUp.getByRole('textbox', { name: 'Note' }).fill('Too dear for her');
    await desk.button('Close several').first().click();
    await desk.dialog.getByText('Unsaved note.').waitFor();
    expect(await barriers(desk.page)).toEqual([]);
    await desk.dialog.getByRole('button', { name: 'Close 2 conversations' }).click();
    await desk.dialog.waitFor({ state: 'detached' });
    await desk.page.getByText('1 conversation was closed.').waitFor();
    await desk.page.getByText('1 conversation couldn’t be closed.').waitFor();
    await desk.chat('Mia').waitFor({ state: 'detached' });
    await desk.chat('Omar').waitFor();
    await eventually(async () => expect(await chosenFor(mia)).toMatchObject({ disposition: 'Not sold' }));
    expect(await chosenFor(omar)).toBeUndefined();
    const notes = await world().sql<{ text: string }>(
      `select text from session_gateway.entries where conversation_id = $1 and visibility <> 'public'`,
      [mia],
    );
    expect(notes).toEqual([{ text: 'Too dear for her' }]);
    expect(desk.complaints).toEqual([]);
  });
});
