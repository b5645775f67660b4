import type { WorkstreamSettings } from '@rejoin/contracts';
import { screen } from '@testing-library/react';
import { adminScene } from '../../../../../tools/screenshots/admin-scene';
import { show } from '../../../testing/page.fixture';
import { kinds } from '../api/kinds';
import { foundBy } from '../form/field-problem';
import { problemsOf } from '../form/problem';
import { useForm } from '../form/use-form';
import { WorkstreamFields } from './workstream-fields';

/** Shows the fields of a workstream with these changes, and returns what the form then contains. */
async function open(more: Partial<WorkstreamSettings> = {}, isReadOnly = false) {
  const [orders] = adminScene().things.workstreams;
  const { workstreamId: _, version: __, changedAt: ___, ...settings } = orders!;
  let draft: WorkstreamSettings = { ...settings, ...more };
  const start = draft;
  const check = (now: WorkstreamSettings) => problemsOf(foundBy(kinds.workstreams.schema, now));
  function Form() {
    const form = useForm(start, check, isReadOnly);
    draft = form.draft;
    return (
      <>
        <WorkstreamFields form={form} />
        <button onClick={() => form.passesAll()}>Check</button>
      </>
    );
  }
  const user = await show(<Form />);
  const type = async (name: RegExp, text: string) => {
    await user.clear(field(name));
    if (text !== '') await user.type(field(name), text);
  };
  return { user, type, check: () => user.click(screen.getByText('Check')), draft: () => draft };
}

const field = (name: RegExp) =>
  screen.getByLabelText<HTMLInputElement>(name, { selector: 'input, textarea' });

describe('the settings of a workstream', () => {
  it('take times in minutes, and days as they are', async () => {
    const { type, draft } = await open();
    await type(/^Close wrap-up automatically/, '20');
    await type(/^Hold queue position/, '1.5');
    await type(/^Keep transcripts/, '90');
    expect(draft()).toMatchObject({ autoCloseSeconds: 1_200, openHoldSeconds: 90, keepTranscriptsDays: 90 });
  });

  it('have no limit where a field is blank', async () => {
    const { type, draft } = await open({
      keepTranscriptsDays: 90,
      keepConversationsDays: 365,
      offerSeconds: 30,
    });
    for (const name of [/^Keep transcripts/, /^Keep conversation records/, /^Time to accept/])
      await type(name, '');
    expect(draft()).toMatchObject({
      keepTranscriptsDays: null,
      keepConversationsDays: null,
      offerSeconds: null,
    });
  });

  it('require a disposition only where there are some', async () => {
    const { user, type, draft } = await open();
    expect(screen.queryByRole('switch', { name: 'Require a disposition' })).toBeNull();
    await type(/^Dispositions/, 'Solved\n\n Solved \nNot solved');
    await user.click(screen.getByRole('switch', { name: 'Require a disposition' }));
    expect(draft()).toMatchObject({ dispositions: ['Solved', 'Not solved'], dispositionRequired: true });
  });

  it('set agents to away after a missed chat only where chats are offered', async () => {
    const { user, type, draft } = await open();
    expect(screen.queryByRole('switch', { name: /^Set presence to away/ })).toBeNull();
    await type(/^Time to accept/, '30');
    await user.click(screen.getByRole('switch', { name: /^Set presence to away/ }));
    expect(draft()).toMatchObject({ offerSeconds: 30, awayAfterMissedOffer: true });
  });

  it('have a time of their own for wrap-up only with that rule, and five minutes at first', async () => {
    const { user, draft } = await open();
    await user.click(screen.getByRole('radio', { name: 'Always block' }));
    expect(screen.queryByLabelText(/^Custom time/, { selector: 'input[type=text]' })).toBeNull();
    expect(draft()).toMatchObject({ wrapUpRule: 'always-block', wrapUpSeconds: null });
    await user.click(screen.getByRole('radio', { name: 'Custom time' }));
    expect(draft()).toMatchObject({ wrapUpRule: 'custom-time', wrapUpSeconds: 300 });
  });

  it.each([
    [900, 900, false],
    [901, 900, true],
  ])(
    'of %i s for wrap-up and %i s until closing warn: %p',
    async (wrapUpSeconds, autoCloseSeconds, isWarned) => {
      await open({ wrapUpSeconds, autoCloseSeconds });
      expect(screen.queryByText(/^The wrap-up time is longer than this\./) !== null).toBe(isWarned);
    },
  );

  it.each([
    ['a name', /^Name/, ''],
    ['a whole number of units', /^Capacity units/, '1.5'],
    ['a time to accept of 10 seconds or more', /^Time to accept/, '9'],
    ['a time to accept of 120 seconds or less', /^Time to accept/, '121'],
    ['a time zone that exists', /^Time zone/, 'Mars/Olympus'],
  ])('need %s', async (_, name, text) => {
    const { type, check } = await open();
    await type(name, text);
    await check();
    expect(field(name).getAttribute('aria-invalid')).toBe('true');
    expect(document.querySelectorAll('[aria-invalid=true]')).toHaveLength(1);
  });

  it('cannot be changed by those who only read', async () => {
    const { user, draft } = await open({}, true);
    const before = draft();
    await user.type(field(/^Name/), '!');
    await user.click(screen.getByRole('radio', { name: 'Always block' }));
    await user.click(screen.getByRole('switch', { name: 'Active' }));
    expect(draft()).toEqual(before);
  });
});
