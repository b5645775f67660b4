import { arranged, wrongAcks, wrongOrder, wrongShown } from './transcripts';

const of = (...texts: (string | null)[]) =>
  arranged(texts.map((text, i) => ({ conversationId: 'c', seq: i + 1, text })));

describe('what was acknowledged', () => {
  const acked = { conversationId: 'c', seq: 2, text: 'customer-1.1' };

  it('is right when it stands in its place', () => {
    expect(wrongAcks([acked], of(null, 'customer-1.1'))).toEqual([]);
  });

  it.each([
    ['is lost', of(null)],
    ['is another text', of(null, 'customer-1.2')],
    ['has another place', of('customer-1.1', null)],
    ['is of an unknown conversation', arranged([])],
  ])('is found when it %s', (_, stored) => {
    expect(wrongAcks([acked], stored)).toHaveLength(1);
  });
});

describe('the order of texts', () => {
  it('is right when each sender counts upwards, whoever speaks between', () => {
    expect(wrongOrder(of('customer-1.1', 'agent-1.9', 'customer-1.4', null, 'agent-1.12'))).toEqual([]);
  });

  it('finds what is stored twice, and what comes after a later text', () => {
    expect(wrongOrder(of('customer-1.2', 'customer-1.2'))).toEqual(['c: customer-1.2 is there twice']);
    expect(wrongOrder(of('customer-1.10', 'customer-1.9'))).toEqual([
      'c: customer-1.9 comes after a later one',
    ]);
  });
});

describe('what a page shows', () => {
  const page = (...texts: (string | null)[]) => [
    { who: 'the page', conversationId: 'c', lines: texts.map((text, i) => ({ seq: i + 1, text })) },
  ];
  const stored = of('customer-1.1', 'Come back with {1}', 'agent-1.1');

  it('is right when it is all, in order, but for the address of a link', () => {
    expect(wrongShown(page('customer-1.1', 'Come back with https://x', 'agent-1.1'), stored)).toEqual([]);
  });

  it('finds what is missing, what is another text, and what has another place', () => {
    expect(wrongShown(page('customer-1.1', 'x'), stored)).toEqual(['the page has 2 of 3 entries of c']);
    expect(wrongShown(page('customer-1.1', 'x', 'agent-1.2'), stored)).toEqual([
      'the page has agent-1.2 at 3 in c',
    ]);
    const [late] = page('customer-1.1');
    const shifted = { ...late!, lines: [{ seq: 2, text: 'customer-1.1' }] };
    expect(wrongShown([shifted], stored)).toEqual(['the page has customer-1.1 at 2 in c']);
  });
});
