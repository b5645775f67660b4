import type { SystemLine } from '../view';
import { de } from './de';
import { en } from './en';
import { entrySentence, refusalSentence } from './sentences';
import { speechIn } from './speech';

const english = speechIn('en-GB', en, 'UTC');

function system(code: string, params: SystemLine['params'] = {}): SystemLine {
  const at = '2026-03-10T12:00:00.000Z';
  return { kind: 'system', key: '1', code: code as SystemLine['code'], params, at, linkUrl: null };
}

describe('a system entry', () => {
  it('names the agent whom it is about', () => {
    expect(entrySentence(english, system('agent-joined', { name: 'Anna', transferred: false }))).toBe(
      'Anna joined the chat',
    );
  });

  it('names the agent of the chat where the entry names nobody, else any agent', () => {
    expect(entrySentence(english, system('agent-lost'), 'Anna')).toMatch(/^Anna was disconnected/);
    expect(entrySentence(english, system('agent-lost'))).toMatch(/^Agent was disconnected/);
  });

  it('tells a transfer from an arrival, and another device from the same', () => {
    const took = system('agent-joined', { name: 'Bo', transferred: true });
    expect(entrySentence(english, took)).toBe('Bo took over the chat');
    const device = system('customer-back', { way: 'link', newDevice: true });
    expect(entrySentence(english, device)).toBe('You reconnected on another device');
  });

  it('tells times and durations as its reader writes them', () => {
    const extended = system('window-extended', { by: 'agent', deadlineAt: '2026-03-10T12:05:00.000Z' });
    expect(entrySentence(english, extended)).toBe('Your chat stays open until 12:05');
    const ahead = system('next-window-extended', { by: 'customer', nextLimitSeconds: 900 });
    expect(entrySentence(speechIn('de', de), ahead)).toContain('15 Minuten');
  });

  it('is shown as nothing when its code is unknown here', () => {
    expect(entrySentence(english, system('from-the-future'))).toBeUndefined();
  });
});

describe('a refusal', () => {
  it('is worded by its name, and by a general sentence when that is unknown here', () => {
    expect(refusalSentence(english, 'token-invalid')).toBe(en.refusals['token-invalid']);
    expect(refusalSentence(english, 'from-the-future')).toBe(en.refusals.unexpected);
  });
});
