import { screen } from '@testing-library/react';
import { useState } from 'react';
import { show } from '../../../testing/page.fixture';
import type { Bound } from '../form/use-form';
import { LocaleField } from './locale-field';

const bound = { isReadOnly: false, problem: undefined, onLeave: () => undefined } as unknown as Bound;

async function open(start: string) {
  let value = start;
  function Field() {
    const [current, set] = useState(start);
    value = current;
    return <LocaleField bound={bound} value={current} onValue={set} />;
  }
  const user = await show(<Field />);
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: /^Language/ });
  return { user, field, value: () => value };
}

describe('the language of a chat widget or quick reply', () => {
  it('is shown by its name and selected by it', async () => {
    const { user, field, value } = await open('en');
    expect(field.value).toBe('English');
    await user.click(field);
    await user.click(await screen.findByRole('option', { name: 'Austrian German (de-AT)' }));
    expect(value()).toBe('de-AT');
    expect(field.value).toBe('Austrian German');
  });

  it.each([
    ['a name in any case', 'gERMAN', 'de', 'German'],
    ['a tag', 'pt-BR', 'pt-BR', 'Brazilian Portuguese'],
    ['a tag that is not suggested', 'fr-CA', 'fr-CA', 'Canadian French'],
    ['what is no language', 'Klingonish!', 'Klingonish!', 'Klingonish!'],
  ])('can be typed as %s', async (_, typed, tag, shown) => {
    const { user, field, value } = await open('en');
    await user.clear(field);
    await user.type(field, typed);
    await user.tab();
    expect(value()).toBe(tag);
    expect(field.value).toBe(shown);
  });

  it('stays the same when the name of one that is not suggested is typed again', async () => {
    const { user, field, value } = await open('fr-CA');
    await user.type(field, '{Backspace}');
    expect(value()).toBe('Canadian Frenc');
    await user.type(field, 'h');
    expect(value()).toBe('fr-CA');
  });
});
