import { screen } from '@testing-library/react';
import { useState } from 'react';
import { show } from '../testing/page.fixture';
import { Region } from './region';

/** Two regions, of which one fails while its route is broken or until it is mended. */
async function open() {
  const state = { isBroken: true };
  function Content() {
    if (state.isBroken) throw new Error('broken');
    return <p>All is well</p>;
  }
  function Page() {
    const [route, setRoute] = useState('a');
    return (
      <>
        <Region>
          <p>The other region</p>
        </Region>
        <button onClick={() => setRoute('b')}>Go elsewhere</button>
        <Region of={route}>
          <Content />
        </Region>
      </>
    );
  }
  // React reports what it catches.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  return { user: await show(<Page />), state };
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a region of a page that fails', () => {
  it('says so in its place, and leaves the rest of the page', async () => {
    await open();
    expect(screen.getByRole('alert').textContent).toMatch(/^Something went wrong/);
    expect(screen.getByText('The other region')).toBeTruthy();
  });

  it('is shown when the person tries again', async () => {
    const { user, state } = await open();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByRole('alert')).toBeTruthy();
    state.isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByText('All is well')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is shown when the person goes elsewhere', async () => {
    const { user, state } = await open();
    state.isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Go elsewhere' }));
    expect(screen.getByText('All is well')).toBeTruthy();
  });
});
