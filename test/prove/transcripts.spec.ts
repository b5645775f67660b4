import { arranged, wrongAcks, wrongOrder, wrongShown } from './transcripts';

const of = (...texts: (string | null)[]) =>
  arranged(texts.map((text, i) => ({ conversationId: 'c', seq: i + 1, text })));

describe('acknowledged messages', () => {
  const acked = { conversationId: 'c', seq: 2, text: 'customer-1.1' };

  it('are right when each is in its place', () => {
    expect(wrongAcks([acked], of(null, 'customer-1.1'))).toEqual([]);
  });

  it.each([
    ['is lost', of(null)],
    ['is another text', of(null, 'customer-1.2')],
    ['has another place', of('customer-1.1', null)],
    ['is of an unknown conversation', arranged([])],
  ])('are reported when one %s', (_, stored) => {
    expect(wrongAcks([acked], stored)).toHaveLength(1);
  });
});

describe('the order of texts', () => {
  it('is right when the numbers of each sender increase, whichever sender writes in between', () => {
    expect(wrongOrder(of('customer-1.1', 'agent-1.9', 'customer-1.4', null, 'agent-1.12'))).toEqual([]);
  });

  it('is wrong when a text is stored twice, or after a later one', () => {
    expect(wrongOrder(of('customer-1.2', 'customer-1.2'))).toEqual(['c: customer-1.2 is there twice']);
    expect(wrongOrder(of('customer-1.10', 'customer-1.9'))).toEqual([
      'c: customer-1.9 comes after a later one',
    ]);
  });
});

describe('the content of a page', () => {
  const page = (...texts: (string | null)[]) => [
    { who: 'the page', conversationId: 'c', lines: texts.map((text, i) => ({ seq: i + 1, text })) },
  ];
  const stored = of('customer-1.1', 'Come back with {1}', 'agent-1.1');

  it('is right when it is complete and in order; the address of a link may differ', () => {
    expect(wrongShown(page('customer-1.1', 'Come back with https://x', 'agent-1.1'), stored)).toEqual([]);
  });

  it('is wrong when an entry is missing, has another text, or has another place', () => {
    expect(wrongShown(page('customer-1.1', 'x'), stored)).toEqual(['the page has 2 of 3 entries of c']);
    expect(wrongShown(page('customer-1.1', 'x', 'agent-1.2'), stored)).toEqual([
      'the page has agent-1.2 at 3 in c',
    ]);
    const [late] = page('customer-1.1');
    const shifted = { ...late!, lines: [{ seq: 2, text: 'customer-1.1' }] };
    expect(wrongShown([shifted], stored)).toEqual(['the page has customer-1.1 at 2 in c']);
  });
});
