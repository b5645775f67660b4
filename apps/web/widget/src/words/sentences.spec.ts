import type { SystemItem } from '../view';
import { entrySentence, refusalSentence } from './sentences';
import type { Speech } from './speech';
import { speechFor } from './speech.fixture';

let english: Speech;
beforeAll(async () => {
  english = await speechFor('en-GB');
});

function system(code: string, params: SystemItem['params'] = {}): SystemItem {
  const at = '2026-03-10T12:00:00.000Z';
  return { kind: 'system', key: '1', code: code as SystemItem['code'], params, at, linkUrl: null };
}

describe('a system entry', () => {
  it('names its agent', () => {
    expect(entrySentence(english, system('agent-joined', { name: 'Anna', transferred: false }))).toBe(
      'Anna joined the chat',
    );
  });

  it('names the agent of the chat where the entry contains no name, otherwise a general word', () => {
    expect(entrySentence(english, system('agent-lost'), 'Anna')).toMatch(/^Anna was disconnected/);
    expect(entrySentence(english, system('agent-lost'))).toMatch(/^Agent was disconnected/);
  });

  it('has different texts for a transfer and an assignment, and for another device and the same', () => {
    const took = system('agent-joined', { name: 'Bo', transferred: true });
    expect(entrySentence(english, took)).toBe('Bo took over the chat');
    const device = system('customer-back', { way: 'link', newDevice: true });
    expect(entrySentence(english, device)).toBe('You reconnected on another device');
  });

  it("writes times and durations for the reader's locale", async () => {
    const extended = system('window-extended', { by: 'agent', deadlineAt: '2026-03-10T12:05:00.000Z' });
    expect(entrySentence(english, extended)).toBe('Your chat stays open until 12:05');
    const ahead = system('next-window-extended', { by: 'customer', nextLimitSeconds: 900 });
    expect(entrySentence(await speechFor('de'), ahead)).toContain('15 Minuten');
  });

  it('is not shown when its code is unknown', () => {
    expect(entrySentence(english, system('from-the-future'))).toBeUndefined();
  });
});

describe('a refusal', () => {
  it('has the text of its name, or a general sentence when the name is unknown', () => {
    expect(refusalSentence(english, 'token-invalid')).toBe(english.words.refusals['token-invalid']);
    expect(refusalSentence(english, 'from-the-future')).toBe(english.words.refusals.unexpected);
  });
});
