import { screen, within } from '@testing-library/react';
import { useState } from 'react';
import { show } from '../../../testing/page.fixture';
import type { Bound } from '../form/use-form';
import { LinesField } from './lines-field';
import { DurationField, NumberField } from './number-field';
import { OriginsField } from './origins-field';

const bound = { isReadOnly: false, problem: undefined, onLeave: () => undefined } as unknown as Bound;

/** Shows a field with a value, and returns the value that it has after changes. */
async function open<Value>(
  start: Value,
  field: (value: Value, set: (value: Value) => void) => React.ReactNode,
) {
  let value = start;
  function Field() {
    const [current, set] = useState(start);
    value = current;
    return field(current, set);
  }
  const user = await show(<Field />);
  return { user, value: () => value };
}

describe('a list of origins', () => {
  const shop = 'https://shop.example';
  const openOrigins = (origins: readonly string[] = [shop], isReadOnly = false) =>
    open(origins, (value, set) => (
      <OriginsField origins={value} bind={() => ({ ...bound, isReadOnly })} onOrigins={set} />
    ));
  const field = () => screen.getByRole('textbox', { name: 'Add origin' });

  it.each([
    ['https://help.example', 'https://help.example'],
    [' https://help.example/chat?x=1 ', 'https://help.example'],
    ['HTTPS://Help.Example', 'https://help.example'],
  ])('takes %j without its path', async (typed, origin) => {
    const { user, value } = await openOrigins();
    await user.type(field(), `${typed}{Enter}`);
    expect(value()).toEqual([shop, origin]);
    expect(field()).toHaveProperty('value', '');
  });

  it.each(['nonsense', 'ftp://help.example', shop, ''])('does not take %j', async (typed) => {
    const { user, value } = await openOrigins();
    if (typed !== '') await user.type(field(), typed);
    expect(field().getAttribute('aria-invalid')).not.toBe('true');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(value()).toEqual([shop]);
  });

  it('loses the one that is removed', async () => {
    const { user, value } = await openOrigins([shop, 'https://help.example']);
    await user.click(screen.getByRole('button', { name: `Remove ${shop}` }));
    expect(value()).toEqual(['https://help.example']);
  });

  it('says what it means that there is none', async () => {
    await openOrigins([]);
    expect(screen.getByText('No allowed origins. Chat isn’t available on any page.')).toBeTruthy();
    expect(screen.getByText(/^Chat works only on pages from these origins\. Enter an origin/)).toBeTruthy();
  });

  it('has no controls for those who only read', async () => {
    await openOrigins([shop], true);
    const list = within(screen.getByRole('group'));
    expect(list.getByText(shop)).toBeTruthy();
    expect(list.queryByRole('button')).toBeNull();
    expect(list.queryByRole('textbox')).toBeNull();
  });
});

describe('a field of lines', () => {
  it('leaves out empty lines and repetitions, and keeps what is typed', async () => {
    const { user, value } = await open<string[]>(['Solved'], (values, set) => (
      <LinesField bound={bound} label="Dispositions" hint="One on each line" values={values} onValues={set} />
    ));
    await user.type(screen.getByRole('textbox'), '{Enter}{Enter} No answer {Enter}Solved');
    expect(value()).toEqual(['Solved', 'No answer']);
    expect(screen.getByRole('textbox')).toHaveProperty('value', 'Solved\n\n No answer \nSolved');
  });

  it('shows other settings that replace them', async () => {
    const { user } = await open<string[]>(['Solved'], (values, set) => (
      <>
        <LinesField
          bound={bound}
          label="Dispositions"
          hint="One on each line"
          values={values}
          onValues={set}
        />
        <button onClick={() => set(['Theirs'])}>Replace</button>
      </>
    ));
    await user.type(screen.getByRole('textbox'), '{Enter}Mine');
    await user.click(screen.getByRole('button', { name: 'Replace' }));
    expect(screen.getByRole('textbox')).toHaveProperty('value', 'Theirs');
  });
});

describe('a field for a number', () => {
  it.each([
    ['12', 12],
    ['x', NaN],
    ['', NaN],
  ])('reads %j as %d', async (typed, expected) => {
    const { user, value } = await open(5, (number, set) => (
      <NumberField bound={bound} label="Units" value={number} onValue={set} />
    ));
    await user.clear(screen.getByRole('textbox'));
    if (typed !== '') await user.type(screen.getByRole('textbox'), typed);
    expect(value()).toBe(expected);
    expect(screen.getByRole('textbox')).toHaveProperty('value', typed);
  });

  it('may be empty where that means something', async () => {
    const { user, value } = await open<number | null>(5, (number, set) => (
      <NumberField bound={bound} label="Days" value={number ?? NaN} onValue={set} onEmpty={() => set(null)} />
    ));
    await user.clear(screen.getByRole('textbox'));
    expect(value()).toBeNull();
  });

  it('of a duration is typed in its unit', async () => {
    const { user, value } = await open(300, (seconds, set) => (
      <DurationField
        bound={bound}
        label="Wrap-up"
        unit="minutes"
        unitSeconds={60}
        value={seconds}
        onValue={set}
      />
    ));
    const field = screen.getByRole('textbox');
    expect(field).toHaveProperty('value', '5');
    await user.clear(field);
    await user.type(field, '1.5');
    expect(value()).toBe(90);
    expect(field).toHaveProperty('value', '1.5');
  });
});
