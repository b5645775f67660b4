import { WorkstreamSettings } from '@rejoin/contracts';
import { closesLaterThanSet, newWorkstream, workstreamProblems } from './new-workstream';

const support: WorkstreamSettings = { ...newWorkstream('Europe/Berlin'), name: 'Support' };
const codes = (workstream: WorkstreamSettings) =>
  Object.fromEntries([...workstreamProblems(workstream)].map(([field, { code }]) => [field, code]));

describe('settings of a workstream', () => {
  it('have nothing wrong when they are complete', () => {
    expect(codes(support)).toEqual({});
    expect(WorkstreamSettings.safeParse(support).success).toBe(true);
  });

  it.each<[string, Partial<WorkstreamSettings>, Record<string, string>]>([
    ['a name', { name: '' }, { '/name': 'required' }],
    ['a day of transcripts or more', { keepTranscriptsDays: 0 }, { '/keepTranscriptsDays': 'too-small' }],
    ['days that are numbers', { keepTranscriptsDays: NaN }, { '/keepTranscriptsDays': 'not-a-number' }],
    [
      'records that outlast the facts about them',
      { keepConversationsDays: 7 },
      { '/keepConversationsDays': 'too-small' },
    ],
    [
      'dispositions of 100 characters or less',
      { dispositions: ['x'.repeat(101)] },
      { '/dispositions/0': 'too-long' },
    ],
    ['different tags', { tags: ['vip', 'vip'] }, { '/tags/1': 'entry-twice' }],
    ['a time zone that exists', { timeZone: 'Mars/Olympus' }, { '/timeZone': 'time-zone' }],
    ['whole units', { unitsPerConversation: 1.5 }, { '/unitsPerConversation': 'whole-number' }],
    [
      'a time where the wrap-up rule is custom',
      { wrapUpRule: 'custom-time' },
      { '/wrapUpSeconds': 'wrap-up-required' },
    ],
    ['an hour of wrap-up or less', { wrapUpSeconds: 3660 }, { '/wrapUpSeconds': 'minutes-range' }],
    ['numbers', { autoCloseSeconds: NaN }, { '/autoCloseSeconds': 'not-a-number' }],
  ])('must have %s', (_, change, wrong) => {
    const workstream = { ...support, ...change };
    expect(codes(workstream)).toEqual(wrong);
    expect(WorkstreamSettings.safeParse(workstream).success).toBe(false);
  });

  it('say when auto-close will wait for a longer wrap-up block', () => {
    const custom = { ...support, wrapUpRule: 'custom-time', wrapUpSeconds: 1200 } as const;
    expect(closesLaterThanSet(custom)).toBe(true);
    expect(closesLaterThanSet({ ...custom, wrapUpSeconds: 600 })).toBe(false);
  });
});
