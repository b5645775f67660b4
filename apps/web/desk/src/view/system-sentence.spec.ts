import type { Entry } from '@rejoin/contracts';
import { formatsOf } from '../../../kit/formats';
import { catalogue } from '../words/catalogue';
import { noon, snapshot, system } from './desk-view.fixture';
import { endOf, systemSentence } from './system-sentence';

const sentence = (code: NonNullable<Entry['code']>, params: Entry['params'] = {}) =>
  systemSentence(system(1, code, { params }), 'Mia', catalogue.en, formatsOf('en'));

describe('the sentence of a system entry', () => {
  it('names the customer, and the agent of the entry or an agent', () => {
    expect(sentence('conversation-started')).toBe('Mia started the conversation');
    expect(sentence('agent-joined', { name: 'Anna' })).toBe('Anna joined');
    expect(sentence('agent-lost')).toBe('Agent disconnected');
  });

  it('differs for a transfer', () => {
    expect(sentence('agent-joined', { name: 'Bo', transferred: true })).toBe('Transferred to Bo');
  });

  it('says how and where the customer came back', () => {
    expect(sentence('customer-back')).toBe('Mia reconnected');
    expect(sentence('customer-back', { way: 'link' })).toBe('Mia reconnected using the link');
    expect(sentence('customer-back', { way: 'prompt', newDevice: true })).toBe(
      'Mia signed in and reconnected, on a new device',
    );
  });

  it('says who extended the time, until when and to how long', () => {
    const until = formatsOf('en').time(noon);
    expect(sentence('window-extended', { by: 'supervisor', deadlineAt: noon })).toBe(
      `A supervisor extended the reconnect limit until ${until}`,
    );
    expect(sentence('next-window-extended', { by: 'of-later', nextLimitSeconds: 600 })).toBe(
      'The system extended the reconnect limit to 10 minutes',
    );
  });

  it('has no values where none are needed', () => {
    expect(sentence('closed')).toBe('Conversation closed');
  });

  it('does not exist for an unknown code, or for none', () => {
    expect(sentence('of-later' as NonNullable<Entry['code']>)).toBeUndefined();
    expect(systemSentence({ ...system(1, 'closed'), code: null }, 'Mia', catalogue.en, formatsOf('en'))).toBe(
      undefined,
    );
  });
});

describe('how a conversation ended', () => {
  const ended = (reason: string, by: string) =>
    endOf(snapshot('c1', { ended: { reason, by } as NonNullable<ReturnType<typeof snapshot>['ended']> }));

  it('is the time limit, whoever ended it then', () => {
    expect(ended('expired', 'agent')).toBe('expired');
  });

  it('is who ended it, if that is the agent or the customer', () => {
    expect([ended('ended', 'agent'), ended('ended', 'customer'), ended('ended', 'supervisor')]).toEqual([
      'agent',
      'customer',
      'other',
    ]);
    expect(endOf(snapshot('c1'))).toBe('other');
  });
});
