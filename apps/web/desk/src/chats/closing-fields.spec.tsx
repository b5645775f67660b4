import { screen } from '@testing-library/react';
import { DeskPage } from '../desk-page.fixture';
import { ClosingFields } from './closing-fields';

const onClosing = jest.fn();

function open(dispositions: string[], tags: string[]): Promise<DeskPage> {
  const choices = { dispositions, tags, dispositionRequired: false };
  const closing = { disposition: null, tags: [] };
  return DeskPage.open({
    content: <ClosingFields choices={choices} closing={closing} onClosing={onClosing} />,
  });
}

describe('what is chosen at the end of a conversation', () => {
  beforeEach(() => onClosing.mockReset());

  it('is a disposition where the workstream has only these', async () => {
    const page = await open(['Solved', 'No answer'], []);
    await page.user.selectOptions(screen.getByRole('combobox', { name: /^Disposition/ }), 'Solved');
    expect(onClosing).toHaveBeenCalledWith({ disposition: 'Solved', tags: [] });
    expect(screen.queryByRole('combobox', { name: /^Tags/ })).toBeNull();
  });

  it('is tags where the workstream has only these', async () => {
    await open([], ['Delivery']);
    expect(await screen.findByRole('combobox', { name: /^Tags/ })).toBeTruthy();
    expect(screen.queryByRole('combobox', { name: /^Disposition/ })).toBeNull();
  });

  it('is nothing where the workstream has neither', async () => {
    await open([], []);
    expect(screen.queryByRole('combobox')).toBeNull();
  });
});
