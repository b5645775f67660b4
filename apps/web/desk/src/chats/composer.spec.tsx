import { screen } from '@testing-library/react';
import { DeskPage } from '../desk-page.fixture';

describe('the composer', () => {
  it('sends a message with the Enter key', async () => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    await page.user.type(await screen.findByRole('textbox', { name: /Message to/ }), 'Hello Mia{Enter}');
    expect(page.sent('send')).toEqual([{ conversationId: 'c1-mia', text: 'Hello Mia' }]);
  });
});
