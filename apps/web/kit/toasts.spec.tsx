import { Refusal } from '@rejoin/client';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { show } from '../testing/page.fixture';
import { ToastRegion } from './toast-region';
import { useToasts } from './toasts';

type Toasts = ReturnType<typeof useToasts>;

/** Shows buttons that each do something with the toasts. */
async function open(acts: Record<string, (toasts: Toasts) => void>, region?: (count: number) => string) {
  function Buttons() {
    const toasts = useToasts();
    return Object.entries(acts).map(([name, act]) => (
      <button key={name} onClick={() => act(toasts)}>
        {name}
      </button>
    ));
  }
  const shown: string[] = [];
  const user = await show(
    <>
      <Buttons />
      {region && (
        <ToastRegion summary={{ title: region, action: { label: 'Show', act: () => shown.push('all') } }} />
      )}
    </>,
  );
  const press = (name: string) => user.click(screen.getByRole('button', { name }));
  return { press, shown, user };
}

describe('a toast', () => {
  it('of a success is a status, and one of a failure an alert with the reason', async () => {
    const { press } = await open({
      works: ({ succeeded }) => succeeded('Saved.'),
      fails: ({ failed }) => failed(new Refusal('not-found', ''), 'Not saved'),
      fallsShort: ({ failed }) => failed(new Error('internal')),
    });
    await press('works');
    expect(within(screen.getByRole('status')).getByText('Saved.')).toBeTruthy();
    await press('fails');
    expect(screen.getByRole('alert').textContent).toMatch(/^Not saved.*This item doesn’t exist/);
    await press('fallsShort');
    expect(screen.getAllByRole('alert').at(-1)?.textContent).toMatch(/^Something went wrong/);
  });

  it('goes when the person dismisses it', async () => {
    const { press, user } = await open({ works: ({ succeeded }) => succeeded('Saved.') });
    await press('works');
    await user.click(screen.getByRole('button', { name: 'Hide notification' }));
    expect(screen.queryByText('Saved.')).toBeNull();
  });

  it('goes by itself after a while, and stays while the person points at it', async () => {
    const { press, user } = await open({ one: ({ succeeded }) => succeeded('One.') });
    jest.useFakeTimers({ advanceTimers: true });
    try {
      await press('one');
      await user.hover(screen.getByText('One.'));
      jest.advanceTimersByTime(20_000);
      expect(screen.getByText('One.')).toBeTruthy();
      await user.unhover(screen.getByText('One.'));
      jest.advanceTimersByTime(20_000);
      await waitFor(() => expect(screen.queryByText('One.')).toBeNull());
    } finally {
      jest.useRealTimers();
    }
  });

  it('goes after a while when the place where the person pointed at it has gone', async () => {
    function Page() {
      const [isLeft, leave] = useState(false);
      const { succeeded } = useToasts();
      return (
        <>
          <button onClick={() => succeeded('One.')}>one</button>
          <button onClick={() => leave(true)}>leave</button>
          {!isLeft && (
            <ToastRegion summary={{ title: String, action: { label: 'Show', act: () => undefined } }} />
          )}
        </>
      );
    }
    const user = await show(<Page />);
    jest.useFakeTimers({ advanceTimers: true });
    try {
      await user.click(screen.getByText('one'));
      fireEvent.mouseEnter(screen.getByText('One.').closest('section')!);
      fireEvent.click(screen.getByText('leave'));
      jest.advanceTimersByTime(20_000);
      await waitFor(() => expect(screen.queryByText('One.')).toBeNull());
    } finally {
      jest.useRealTimers();
    }
  });

  it('is shown over a dialog, although the page has a place for it', async () => {
    const { press } = await open({ works: ({ succeeded }) => succeeded('Saved.') }, String);
    const dialog = document.body.appendChild(document.createElement('div'));
    dialog.setAttribute('aria-modal', 'true');
    await press('works');
    expect(screen.getByText('Saved.').closest('[data-tabster-never-hide]')).toBeTruthy();
    dialog.remove();
  });

  it('about a subject replaces the earlier one about it, and can be dropped', async () => {
    const { press } = await open({
      first: ({ info }) => info({ title: 'Mia writes' }, 'mia'),
      second: ({ info }) => info({ title: 'Mia has left' }, 'mia'),
      drop: ({ drop }) => drop('mia'),
    });
    await press('first');
    await press('second');
    expect(screen.queryByText('Mia writes')).toBeNull();
    expect(screen.getByText('Mia has left')).toBeTruthy();
    await press('drop');
    expect(screen.queryByText('Mia has left')).toBeNull();
  });

  it('does its action, and goes', async () => {
    const acts: string[] = [];
    const action = { label: 'Open', act: () => acts.push('opened') };
    const { press } = await open({ tell: ({ info }) => info({ title: 'Mia writes', action }, 'mia') });
    await press('tell');
    await press('Open');
    expect(acts).toEqual(['opened']);
    expect(screen.queryByText('Mia writes')).toBeNull();
  });

  it('of many subjects become one', async () => {
    const many = Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((id) => [id, ({ info }: Toasts) => info({ title: `News of ${id}` }, id)]),
    );
    const { press, shown } = await open(many, (count) => `${count} conversations have news`);
    for (const id of ['a', 'b', 'c']) await press(id);
    expect(screen.getAllByText(/^News of/)).toHaveLength(3);
    await press('d');
    expect(screen.queryByText(/^News of/)).toBeNull();
    expect(screen.getByText('4 conversations have news')).toBeTruthy();
    await press('Show');
    expect(shown).toEqual(['all']);
    expect(screen.queryByText('4 conversations have news')).toBeNull();
  });
});
