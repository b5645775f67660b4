import { screen } from '@testing-library/react';
import { ConsolePage } from '../console-page.fixture';

describe('the list of agents', () => {
  it('shows each agent', async () => {
    await ConsolePage.open('agents');
    expect(await screen.findByText('Chidi')).toBeTruthy();
  });
});
