import { screen } from '@testing-library/react';
import { DeskPage } from '../desk-page.fixture';

describe('the shortcuts through the chats', () => {
  it('go to the next and the previous chat of the list, and from one end to the other', async () => {
    const page = await DeskPage.open();
    await screen.findByRole('link', { name: 'Chats' });
    const press = async (key: string) => {
      await page.user.keyboard(`{Alt>}{${key}}{/Alt}`);
      return location.hash;
    };
    const list = document.getElementById('conversations');
    const chats = [...(list?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href'));
    const [first, second] = chats;
    expect(chats).toHaveLength(5);
    expect(await press('ArrowDown')).toBe(first);
    expect(await press('ArrowDown')).toBe(second);
    expect(await press('ArrowUp')).toBe(first);
    expect(await press('ArrowUp')).toBe(chats.at(-1));
    expect(await press('ArrowDown')).toBe(first);
  });

  it('begin at the end of the list when they go up', async () => {
    const page = await DeskPage.open();
    await screen.findByRole('link', { name: 'Chats' });
    await page.user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(location.hash).toBe('#/chats/c5-jan');
  });
});
