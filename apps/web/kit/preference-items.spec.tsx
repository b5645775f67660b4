import { Menu, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { mediaMatch } from '../testing/browser.fixture';
import { show } from '../testing/page.fixture';
import { PreferenceItems, usePreferences } from './preference-items';
import { useTheme } from './theme';

const dark = '(prefers-color-scheme: dark)';

function Preferences() {
  const { isDark } = useTheme();
  return (
    <>
      <Menu {...usePreferences()}>
        <MenuTrigger disableButtonEnhancement>
          <button>Preferences</button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <PreferenceItems />
          </MenuList>
        </MenuPopover>
      </Menu>
      <p data-testid="theme">{isDark ? 'dark' : 'light'}</p>
    </>
  );
}

const theme = () => screen.getByTestId('theme').textContent;

async function choose(user: UserEvent, name: string): Promise<void> {
  if (!screen.queryByRole('menu')) await user.click(screen.getByText('Preferences'));
  await user.click(await screen.findByRole('menuitemradio', { name }));
}

describe('the theme of a page', () => {
  it('is that of the system until the person chooses one', async () => {
    const user = await show(<Preferences />);
    expect(theme()).toBe('light');
    mediaMatch(dark);
    await waitFor(() => expect(theme()).toBe('dark'));
    await choose(user, 'Light');
    await waitFor(() => expect(theme()).toBe('light'));
  });

  it('stays chosen when the page is loaded again', async () => {
    const user = await show(<Preferences />);
    await choose(user, 'Dark');
    await waitFor(() => expect(theme()).toBe('dark'));
    expect(localStorage.getItem('rejoin.theme')).toBe('dark');
  });

  it.each([
    ['dark', 'dark'],
    ['light', 'light'],
    ['system', 'light'],
    ['of an older release', 'light'],
  ])('that was kept as %s is %s', async (kept, shown) => {
    localStorage.setItem('rejoin.theme', kept);
    await show(<Preferences />);
    expect(theme()).toBe(shown);
  });

  it('follows the system again when that is chosen', async () => {
    localStorage.setItem('rejoin.theme', 'light');
    mediaMatch(dark);
    const user = await show(<Preferences />);
    expect(theme()).toBe('light');
    await choose(user, 'Use system setting');
    await waitFor(() => expect(theme()).toBe('dark'));
  });
});

describe('the language of a page', () => {
  it('is offered in its own words, each marked with its tag', async () => {
    const user = await show(<Preferences />);
    await user.click(screen.getByText('Preferences'));
    const items = (await screen.findAllByRole('menuitemradio')).filter(({ lang }) => lang !== '');
    expect(items.map(({ lang, textContent }) => [lang, textContent])).toEqual([
      ['en', 'English'],
      ['de', 'Deutsch'],
      ['ar', 'العربية'],
    ]);
    expect(items[0]?.getAttribute('aria-checked')).toBe('true');
  });
});
