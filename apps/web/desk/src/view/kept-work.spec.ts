import {
  conversationsIn,
  evolveWork,
  noteOf,
  noteToSend,
  noWork,
  storedPart,
  withoutConversations,
  type KeptWork,
  type Unsent,
  type WorkEvent,
} from './kept-work';

function given(...events: WorkEvent[]): KeptWork {
  return events.reduce(evolveWork, noWork);
}

function typed(text: string, conversationId = 'c1'): WorkEvent {
  return { type: 'drafted', conversationId: noteOf(conversationId), text };
}

const sent = { type: 'note-sent', note: { id: 'n1', conversationId: 'c1', text: 'paid twice' } } as const;
const stored = { type: 'note-answered', id: 'n1', isStored: true } as const;
const field = (work: KeptWork) => work.drafts[noteOf('c1')];
const message = (id: string, more: Partial<Unsent> = {}): Unsent => {
  return { id, conversationId: 'c1', text: id, quickReplyId: null, refused: null, ...more };
};

describe('a note', () => {
  it('goes again under its own id while nobody knows whether it is stored', () => {
    const first = noteToSend(given(typed('paid twice ')), 'c1', 'n1');
    expect(first).toEqual(sent.note);
    const reloaded = JSON.parse(JSON.stringify(given(typed('paid twice '), sent))) as KeptWork;
    expect(noteToSend(reloaded, 'c1', 'n2')).toEqual(sent.note);
    expect(given(typed('paid twice'), sent, sent).notes).toEqual([sent.note]);
  });

  it('is another one when its text or its conversation is, or when the first is stored', () => {
    expect(noteToSend(given(typed('paid once'), sent), 'c1', 'n2')?.id).toBe('n2');
    expect(noteToSend(given(typed('paid twice', 'c2'), sent), 'c2', 'n2')?.id).toBe('n2');
    expect(noteToSend(given(typed('paid twice'), sent, stored, typed('paid twice')), 'c1', 'n2')?.id).toBe(
      'n2',
    );
  });

  it('is none without a text', () => {
    expect(noteToSend(given(typed(' \n')), 'c1', 'n1')).toBeUndefined();
  });

  it('leaves its field when it is stored, and what was typed on meanwhile stays there', () => {
    expect(field(given(typed('paid twice\n'), sent, stored))).toBeUndefined();
    expect(field(given(typed('paid twice'), sent, typed('paid twice, refunded'), stored))).toBe(
      'paid twice, refunded',
    );
  });

  it('stays in its field when it is refused', () => {
    const refused = given(typed('paid twice'), sent, { ...stored, isStored: false });
    expect([field(refused), refused.notes]).toEqual(['paid twice', []]);
  });
});

describe('what is kept', () => {
  const full = given(
    { type: 'drafted', conversationId: 'c1', text: 'a draft' },
    typed('a note', 'c2'),
    { type: 'sent', unsent: message('m3', { conversationId: 'c3' }) },
    { type: 'note-sent', note: { id: 'n4', conversationId: 'c4', text: 'note' } },
    { type: 'read', conversationId: 'c5', seq: 7 },
  );

  it('is of conversations, and goes with them', () => {
    expect([...conversationsIn(full)].sort()).toEqual(['c1', 'c2', 'c3', 'c4', 'c5']);
    expect(withoutConversations(full, conversationsIn(full))).toEqual(noWork);
    const rest = withoutConversations(full, new Set(['c1', 'c3', 'c5']));
    expect([...conversationsIn(rest)].sort()).toEqual(['c2', 'c4']);
  });

  it('is stored whole as long as it is of a usual size', () => {
    expect(storedPart(full)).toEqual(full);
  });

  it('is stored in part beyond that: never without what is under way, and the shorter drafts first', () => {
    const long = 'x'.repeat(70_000);
    const drafts = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`c${at}`, long]));
    const work = { ...full, drafts: { ...drafts, short: 'short' } };
    const part = storedPart(work);
    expect(JSON.stringify(part).length).toBeLessThan(1_100_000);
    expect(part).toMatchObject({ unsent: full.unsent, notes: full.notes, drafts: { short: 'short' } });
    expect(Object.keys(part.drafts).length).toBeGreaterThan(10);
  });

  it('is stored without refused messages that nobody has looked at for a hundred others', () => {
    const refused = Array.from({ length: 130 }, (_, at) =>
      message(`r${at}`, { refused: 'message-too-long' }),
    );
    const { unsent } = storedPart({ ...noWork, unsent: [message('m1'), ...refused] });
    expect(unsent.map(({ id }) => id)).toEqual(['m1', ...refused.slice(30).map(({ id }) => id)]);
  });
});
