import { screen, within } from '@testing-library/react';
import { useState } from 'react';
import { show } from '../../../testing/page.fixture';
import { PickList } from './pick-list';

const agents = ['Anna', 'Ben', 'Élif', 'Farid'].map((name) => [name.toLowerCase(), name] as const);
const group = () => within(screen.getAllByRole('group', { name: 'Agents' })[1]!);
const names = () =>
  group()
    .queryAllByRole('checkbox')
    .map((box) => (box as HTMLInputElement).labels?.[0]?.textContent);

/** Shows a list in which these are selected, and returns what is selected then. */
async function open(
  picked: readonly string[] = [],
  options: readonly (readonly [string, string])[] = agents,
  isReadOnly = false,
) {
  let values: readonly string[] = picked;
  function List() {
    const [now, change] = useState<readonly string[]>(picked);
    values = now;
    return (
      <PickList label="Agents" values={now} options={options} isReadOnly={isReadOnly} onValues={change} />
    );
  }
  const user = await show(<List />);
  return { user, values: () => values };
}

describe('a list from which several are selected', () => {
  it('selects one by one, and counts', async () => {
    const { user, values } = await open(['ben']);
    await user.click(group().getByRole('checkbox', { name: 'Anna' }));
    expect(values()).toEqual(['ben', 'anna']);
    expect(screen.getByText('2 selected')).toBeTruthy();
    await user.click(group().getByRole('checkbox', { name: 'Ben' }));
    expect(values()).toEqual(['anna']);
  });

  it('finds without regard to case and accents', async () => {
    const { user } = await open();
    await user.type(screen.getByRole('searchbox', { name: 'Search: Agents' }), 'ELI');
    expect(names()).toEqual(['Élif']);
  });

  it('selects and clears only what is shown', async () => {
    const { user, values } = await open(['ben']);
    await user.type(screen.getByRole('searchbox'), 'a');
    await user.click(screen.getByRole('button', { name: 'Select all shown' }));
    expect(values()).toEqual(['ben', 'anna', 'farid']);
    await user.click(screen.getByRole('button', { name: 'Clear all shown' }));
    expect(values()).toEqual(['ben']);
  });

  it('shows only the selected ones on demand', async () => {
    const { user } = await open(['ben', 'farid']);
    await user.click(screen.getByRole('switch', { name: 'Show selected only' }));
    expect(names()).toEqual(['Ben', 'Farid']);
  });

  it('says that nothing matches, and then selects nothing', async () => {
    const { user, values } = await open();
    await user.type(screen.getByRole('searchbox'), 'nobody');
    expect(screen.getByText('No results found.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Select all shown' })).toHaveProperty('disabled', true);
    expect(values()).toEqual([]);
  });

  it('of very many shows the first, and says how many more there are', async () => {
    const many = Array.from(
      { length: 1_000 },
      (_, place) => [`a${place}`, `Agent ${String(place).padStart(4, '0')}`] as const,
    );
    const { user } = await open([], many);
    const shown = names().length;
    expect(shown).toBeLessThan(1_000);
    expect(screen.getByText(`${1_000 - shown} more. Search to see them.`)).toBeTruthy();
    await user.type(screen.getByRole('searchbox'), '0999');
    expect(names()).toEqual(['Agent 0999']);
  });

  it('does not send the form around it with Enter', async () => {
    const sent = jest.fn();
    const user = await show(
      <form onSubmit={sent}>
        <PickList label="Agents" values={[]} options={agents} onValues={() => undefined} />
      </form>,
    );
    await user.type(screen.getByRole('searchbox'), 'a{Enter}');
    expect(sent).not.toHaveBeenCalled();
  });

  it('cannot be changed by those who only read', async () => {
    const { user, values } = await open(['ben'], agents, true);
    await user.click(group().getByRole('checkbox', { name: 'Anna' }));
    await user.click(screen.getByRole('button', { name: 'Select all shown' }));
    expect(values()).toEqual(['ben']);
  });
});
