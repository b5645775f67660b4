import { Button, DialogTrigger } from '@fluentui/react-components';
import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { show } from '../testing/page.fixture';
import { ConfirmDialog } from './confirm-dialog';
import { DialogFrame } from './dialog-frame';

/** A page with a dialog that asks a question of its own. */
function Page() {
  const [opened, setOpened] = useState<'nothing' | 'dialog' | 'question'>('nothing');
  const open = (what: typeof opened) => () => {
    setOpened(what);
  };
  return (
    <>
      <button onClick={open('dialog')}>Copy</button>
      {opened !== 'nothing' && (
        <DialogFrame
          title="Copy it"
          actions={
            <DialogTrigger disableButtonEnhancement>
              <Button>Cancel</Button>
            </DialogTrigger>
          }
          onClose={open('nothing')}
        >
          <button onClick={open('question')}>Discard</button>
          <ConfirmDialog
            isOpen={opened === 'question'}
            title="Discard it?"
            action="Discard it"
            onConfirm={() => undefined}
            onClose={open('dialog')}
          >
            It is lost.
          </ConfirmDialog>
        </DialogFrame>
      )}
    </>
  );
}

const dialog = (name: string) => screen.queryByRole('dialog', { name }) ?? screen.queryByText(name);
const focused = async (name: string) => {
  await waitFor(() => {
    expect(document.activeElement?.textContent).toBe(name);
  });
};

describe('a dialog in a dialog', () => {
  it('is closed alone by Escape, and the focus returns to where each was opened', async () => {
    const user = await show(<Page />);
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    await user.click(screen.getByText('Discard'));
    expect(dialog('Discard it?')).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(dialog('Discard it?')).toBeNull();
    });
    expect(dialog('Copy it')).toBeTruthy();
    await focused('Discard');
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(dialog('Copy it')).toBeNull();
    });
    await focused('Copy');
  });

  it('is closed by its button', async () => {
    const user = await show(<Page />);
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => {
      expect(dialog('Copy it')).toBeNull();
    });
  });
});
