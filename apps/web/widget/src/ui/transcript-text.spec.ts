import type { TranscriptItem } from '../view';
import { speechFor } from '../words/speech.fixture';
import { transcriptText } from './transcript-text';

const message = { kind: 'message', name: null, linkUrl: null, delivery: 'sent', refusal: null } as const;
const url = 'https://shop.example/help#oc.reconnectid=secret';

describe('a transcript as text', () => {
  const items: readonly TranscriptItem[] = [
    { ...message, key: '1', sender: 'customer', text: 'Hallo', at: '2026-03-10T23:58:00.000Z' },
    {
      kind: 'system',
      key: '2',
      code: 'agent-joined',
      params: { name: 'Anna' },
      at: '2026-03-10T23:59:00.000Z',
      linkUrl: null,
    },
    {
      ...message,
      key: '3',
      sender: 'agent',
      name: 'Anna',
      text: `Hier: ${url}`,
      linkUrl: url,
      at: '2026-03-11T00:00:00.000Z',
    },
    { ...message, key: '4', sender: 'customer', text: 'Danke', at: null, delivery: 'not-sent' },
  ];
  let text: string;
  beforeAll(async () => {
    text = transcriptText(items, await speechFor('de'), Date.parse('2026-03-11T00:01:00.000Z'));
  });

  it('contains every message with its sender and time, in the language of its reader, by days', () => {
    expect(text.split('\n')).toEqual([
      'Dienstag, 10. März 2026',
      '',
      '23:58  Sie: Hallo',
      '23:59  — Anna ist dem Chat beigetreten',
      '',
      'Mittwoch, 11. März 2026',
      '',
      '0:00  Anna: Hier: …',
      '0:01  Sie: Danke (Nicht gesendet.)',
      '',
    ]);
  });

  it('contains no reconnect link, because the file may be passed on', () => {
    expect(text).not.toContain('secret');
  });
});
