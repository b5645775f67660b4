import type { TranscriptItem, MessageItem } from '../view';
import { transcriptBlocks } from './transcript-blocks';

const dayOf = (at: string): string => at.slice(0, 10);

function message(
  key: string,
  sender: MessageItem['sender'],
  at: string | null,
  name: string | null = null,
): MessageItem {
  return {
    kind: 'message',
    key,
    sender,
    name,
    text: key,
    at,
    linkUrl: null,
    delivery: 'sent',
    refusal: null,
  };
}

/** Days as dates, and groups as the keys of their items. */
function drawn(items: readonly TranscriptItem[]): string[] {
  return transcriptBlocks(items, dayOf).map((block) => {
    if (block.kind === 'day') return block.at.slice(0, 10);
    return block.kind === 'system' ? block.item.code : block.items.map(({ key }) => key).join('+');
  });
}

describe('the blocks of a transcript', () => {
  it('put consecutive messages of one person into one group', () => {
    const items = [
      message('a', 'customer', '2026-03-10T12:00:00.000Z'),
      message('b', 'customer', '2026-03-10T12:01:00.000Z'),
      message('c', 'agent', '2026-03-10T12:01:30.000Z', 'Anna'),
      message('d', 'agent', '2026-03-10T12:02:00.000Z', 'Bo'),
    ];
    expect(drawn(items)).toEqual(['2026-03-10', 'a+b', 'c', 'd']);
  });

  it('begin a new group after a pause, so that it has its own time', () => {
    const items = [
      message('a', 'customer', '2026-03-10T12:00:00.000Z'),
      message('b', 'customer', '2026-03-10T12:05:00.000Z'),
    ];
    expect(drawn(items)).toEqual(['2026-03-10', 'a', 'b']);
  });

  it('keep messages that are being sent with those before them', () => {
    expect(
      drawn([message('a', 'customer', '2026-03-10T12:00:00.000Z'), message('b', 'customer', null)]),
    ).toEqual(['2026-03-10', 'a+b']);
  });

  it('name each day once, and the events between the messages', () => {
    const items: TranscriptItem[] = [
      message('a', 'customer', '2026-03-10T23:59:00.000Z'),
      {
        kind: 'system',
        key: 's',
        code: 'agent-back',
        params: {},
        at: '2026-03-11T00:00:00.000Z',
        linkUrl: null,
      },
      message('b', 'customer', '2026-03-11T00:00:30.000Z'),
    ];
    expect(drawn(items)).toEqual(['2026-03-10', 'a', '2026-03-11', 'agent-back', 'b']);
  });
});
