import type { Locator } from 'playwright-core';
import { DeskStage } from './desk-stage';

/** The states of a page by name, and the steps to each from the previous one. */
export type States = readonly (readonly [name: string, show: () => Promise<unknown>])[];

/** The sign-in, and a desk without conversations. */
export function emptyStates(stage: DeskStage): States {
  const { page } = stage;
  return [
    ['sign-in', () => page.locator('input[name=login]').waitFor()],
    ['sign-in-wrong', () => stage.signInWrongly()],
    ['empty', () => stage.signIn()],
    [
      'loading',
      async () => {
        await stage.reloadSilently();
        await page.locator('.fui-Skeleton').waitFor();
      },
    ],
  ];
}

/** The dialogs before an action, each with the sentence about the effect for the customer. */
export function dialogStates(stage: DeskStage): States {
  const { page } = stage;
  const { dialog, closed, asks, fromMenu, isNarrow } = means(stage);
  const of = (conversationId: string, ask: () => Promise<unknown>) => async () => {
    if (await dialog.isVisible()) await closed();
    await stage.show(conversationId);
    await ask();
    await dialog.waitFor();
  };
  const fromAccount = async (place: number) => {
    await page.locator('header .fui-Avatar').first().click();
    await page.getByRole('menuitem').nth(place).click();
  };
  const closeTab = () =>
    isNarrow ? fromMenu(-1) : page.locator('main header').getByRole('button').nth(1).click();
  return [
    ['signed-in', () => stage.signIn().then(() => stage.dismissNotices())],
    ['end', of('c1-mia', () => asks('Alt+KeyE'))],
    ['transfer', of('c1-mia', () => asks('Alt+KeyT').then(() => page.getByRole('radio').first().waitFor()))],
    ['close-tab', of('c1-mia', closeTab)],
    ['close-tab-away', of('c2-omar', closeTab)],
    ['release', of('c1-mia', () => fromMenu(1))],
    ['extend-ahead', of('c1-mia', () => fromMenu(0))],
    ['give-up', of('c2-omar', () => page.locator('main section button').nth(1).click())],
    ['shortcuts', of('c1-mia', () => page.getByRole('log').press('?'))],
    ['password', of('c1-mia', () => fromAccount(-2))],
    ['sign-out', of('c1-mia', () => fromAccount(-1))],
    ['sign-in-again', () => closed().then(() => signInRanOut(stage))],
  ];
}

/** A conversation and everything around it. */
export function chatStates(stage: DeskStage): States {
  const { page } = stage;
  const { message, isNarrow, closed, dialog } = means(stage);
  const inHeader = page.locator('header').first();
  const menu = (button: Locator) => async () => {
    await button.click();
    await page.getByRole('menu').waitFor();
  };
  const shut = async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  };
  const asksForReplies = async () => {
    await message.fill('/');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
  };
  return [
    ['slept', () => stage.signIn()],
    ['list', () => stage.dismissNotices()],
    ['presence', menu(inHeader.locator('button[aria-haspopup=menu]').first())],
    ['account', () => shut().then(menu(inHeader.locator('button[aria-haspopup=menu]').last()))],
    ['active', () => shut().then(() => stage.show('c1-mia'))],
    ['actions', menu(page.locator('main header button[aria-haspopup=menu]'))],
    [
      'details',
      async () => {
        await shut();
        if (isNarrow) await page.locator('main header button').last().click();
      },
    ],
    [
      'quick-replies',
      async () => {
        if (isNarrow) await closed();
        await asksForReplies();
        await page.keyboard.press('ArrowDown');
      },
    ],
    ['quick-reply', () => page.keyboard.press('Enter')],
    [
      'link-off',
      async () => {
        await page.locator('main section button').last().click();
        await stage.show('c4-anon');
        await asksForReplies();
      },
    ],
    ['away', () => message.fill('').then(() => stage.show('c2-omar'))],
    ['wrap-up', () => stage.show('c5-jan')],
    ['wrap-up-note', () => message.fill('Send the return label for lamp L-3 as soon as she calls.')],
    [
      'unsent',
      async () => {
        await stage.show('c4-anon');
        await message.fill('Yes, twice a week by air mail.');
        await message.press('Enter');
        await page.locator('.fui-Spinner').waitFor();
        stage.refuseMessage('not-your-conversation');
        await page.getByRole('alert').waitFor();
      },
    ],
    ['gone', () => stage.page.goto(stage.page.url().replace(/#.*/, '#/chats/c9-nobody'))],
    [
      'other-device',
      async () => {
        await stage.show('c1-mia');
        stage.changeStatus({ otherDevices: [{ since: new Date(Date.now() - 3_600_000).toISOString() }] });
        await page.locator('section .fui-MessageBar').waitFor();
      },
    ],
    [
      'lost-line',
      async () => {
        await stage.dismissNotices();
        await stage.cut();
        await page.locator('section .fui-MessageBar button').first().waitFor();
        await dialog.waitFor({ state: 'detached' });
      },
    ],
  ];
}

async function signInRanOut(stage: DeskStage): Promise<void> {
  await stage.page.locator('textarea').fill('The courier will call you tomorrow between');
  stage.signOut();
  await stage.page.getByRole('alertdialog').waitFor();
}

function means({ page }: DeskStage) {
  const dialog = page.getByRole('dialog');
  const more = page.locator('main header button[aria-haspopup=menu]');
  return {
    dialog,
    message: page.locator('textarea'),
    isNarrow: (page.viewportSize()?.width ?? 0) < 760,
    closed: async () => {
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    },
    asks: (keys: string) => page.keyboard.press(keys),
    fromMenu: async (place: number) => {
      await more.click();
      await page.getByRole('menuitem').nth(place).click();
    },
  };
}
