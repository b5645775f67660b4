import { act, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { show } from '../testing/page.fixture';
import { later, laterOverlay } from './later';

const Hello = ({ name }: { name: string }) => <p>Hello {name}</p>;
const Overlay = ({ onClose }: { onClose(): void }) => <button onClick={onClose}>Close it</button>;

/** A component that is fetched with these outcomes, one after the other. */
function fetchedAs<Component>(component: Component, ...outcomes: ('comes' | 'fails')[]) {
  return jest.fn(async () => {
    if (outcomes.shift() === 'fails') throw new Error('no network');
    return component;
  });
}

describe('a part that is fetched later', () => {
  it('shows something until it is there, and then itself', async () => {
    let comes: (component: typeof Hello) => void = () => undefined;
    const Later = later(() => new Promise<typeof Hello>((resolve) => (comes = resolve)), {
      opening: <p>Wait</p>,
    });
    await show(<Later name="Mia" />);
    expect(screen.getByText('Wait')).toBeTruthy();
    act(() => comes(Hello));
    expect(await screen.findByText('Hello Mia')).toBeTruthy();
    expect(screen.queryByText('Wait')).toBeNull();
  });

  it('is fetched once, however often it is shown and preloaded', async () => {
    const load = fetchedAs(Hello);
    const Later = later(load);
    Later.preload();
    await show(
      <>
        <Later name="Mia" />
        <Later name="Jan" />
      </>,
    );
    expect(await screen.findByText('Hello Mia')).toBeTruthy();
    expect(await screen.findByText('Hello Jan')).toBeTruthy();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('offers to try again after a failure', async () => {
    const load = fetchedAs(Hello, 'fails', 'comes');
    const Later = later(load);
    const user = await show(<Later name="Mia" />);
    expect((await screen.findByRole('alert')).textContent).toContain('This part of the page can’t be loaded');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Hello Mia')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('may show something else after a failure', async () => {
    const Later = later(fetchedAs(Hello, 'fails'), { missing: () => <p>Not here</p> });
    await show(<Later name="Mia" />);
    expect(await screen.findByText('Not here')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('a dialog that is fetched later', () => {
  function Page({ Dialog }: { Dialog: ReturnType<typeof laterOverlay<{ onClose(): void }>> }) {
    const [isOpen, setOpen] = useState(false);
    return (
      <>
        <button onClick={() => setOpen(true)}>Open it</button>
        <p>{isOpen ? 'It is open' : 'It is closed'}</p>
        {isOpen && <Dialog onClose={() => setOpen(false)} />}
      </>
    );
  }

  it('opens when it is there', async () => {
    const user = await show(<Page Dialog={laterOverlay(fetchedAs(Overlay))} />);
    await user.click(screen.getByRole('button', { name: 'Open it' }));
    await user.click(await screen.findByRole('button', { name: 'Close it' }));
    expect(screen.getByText('It is closed')).toBeTruthy();
  });

  it('is closed again with a message when it cannot be fetched, and opens the next time', async () => {
    const user = await show(<Page Dialog={laterOverlay(fetchedAs(Overlay, 'fails', 'comes'))} />);
    await user.click(screen.getByRole('button', { name: 'Open it' }));
    expect(await screen.findByText('This part of the page can’t be loaded')).toBeTruthy();
    await waitFor(() => expect(screen.getByText('It is closed')).toBeTruthy());
    await user.click(screen.getByRole('button', { name: 'Open it' }));
    expect(await screen.findByRole('button', { name: 'Close it' })).toBeTruthy();
  });
});
