import {
  conversationsIn,
  evolveWork,
  noteOf,
  noteToSend,
  noWork,
  partToStore,
  strandedMessages,
  withoutConversations,
  type KeptWork,
  type Unsent,
  type WorkEvent,
} from './kept-work';

function workAfter(...events: WorkEvent[]): KeptWork {
  return events.reduce(evolveWork, noWork);
}

function noteDraft(text: string, conversationId = 'c1'): WorkEvent {
  return { type: 'drafted', conversationId: noteOf(conversationId), text };
}

const sent = { type: 'note-sent', note: { id: 'n1', conversationId: 'c1', text: 'paid twice' } } as const;
const stored = { type: 'note-answered', id: 'n1', isStored: true } as const;
const field = (work: KeptWork) => work.drafts[noteOf('c1')];
const message = (id: string, more: Partial<Unsent> = {}): Unsent => {
  return { id, conversationId: 'c1', text: id, quickReplyId: null, refused: null, ...more };
};

describe('a note', () => {
  it('is sent again with the same id while it is not known to be stored', () => {
    const first = noteToSend(workAfter(noteDraft('paid twice ')), 'c1', 'n1');
    expect(first).toEqual(sent.note);
    const reloaded = JSON.parse(JSON.stringify(workAfter(noteDraft('paid twice '), sent))) as KeptWork;
    expect(noteToSend(reloaded, 'c1', 'n2')).toEqual(sent.note);
    expect(workAfter(noteDraft('paid twice'), sent, sent).notes).toEqual([sent.note]);
  });

  it('gets a new id when its text or its conversation differs, or when the first one is stored', () => {
    expect(noteToSend(workAfter(noteDraft('paid once'), sent), 'c1', 'n2')?.id).toBe('n2');
    expect(noteToSend(workAfter(noteDraft('paid twice', 'c2'), sent), 'c2', 'n2')?.id).toBe('n2');
    expect(
      noteToSend(workAfter(noteDraft('paid twice'), sent, stored, noteDraft('paid twice')), 'c1', 'n2')?.id,
    ).toBe('n2');
  });

  it('does not exist without a text', () => {
    expect(noteToSend(workAfter(noteDraft(' \n')), 'c1', 'n1')).toBeUndefined();
  });

  it('is removed from its field when it is stored, unless the text has changed in the meantime', () => {
    expect(field(workAfter(noteDraft('paid twice\n'), sent, stored))).toBeUndefined();
    expect(field(workAfter(noteDraft('paid twice'), sent, noteDraft('paid twice, refunded'), stored))).toBe(
      'paid twice, refunded',
    );
  });

  it('stays in its field when it is refused', () => {
    const refused = workAfter(noteDraft('paid twice'), sent, { ...stored, isStored: false });
    expect([field(refused), refused.notes]).toEqual(['paid twice', []]);
  });
});

describe('the kept work', () => {
  const full = workAfter(
    { type: 'drafted', conversationId: 'c1', text: 'a draft' },
    noteDraft('a note', 'c2'),
    { type: 'sent', unsent: message('m3', { conversationId: 'c3' }) },
    { type: 'note-sent', note: { id: 'n4', conversationId: 'c4', text: 'note' } },
    { type: 'read', conversationId: 'c5', seq: 7 },
  );

  it('belongs to conversations and is removed with them', () => {
    expect([...conversationsIn(full)].sort()).toEqual(['c1', 'c2', 'c3', 'c4', 'c5']);
    expect(withoutConversations(full, conversationsIn(full))).toEqual(noWork);
    const rest = withoutConversations(full, new Set(['c1', 'c3', 'c5']));
    expect([...conversationsIn(rest)].sort()).toEqual(['c2', 'c4']);
  });

  it('is stored completely when it has a normal size', () => {
    expect(partToStore(full)).toEqual(full);
  });

  it('is truncated when it is larger: messages being sent are kept, and shorter drafts come first', () => {
    const long = 'x'.repeat(70_000);
    const drafts = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`c${at}`, long]));
    const work = { ...full, drafts: { ...drafts, short: 'short' } };
    const part = partToStore(work);
    expect(JSON.stringify(part).length).toBeLessThan(1_100_000);
    expect(part).toMatchObject({ unsent: full.unsent, notes: full.notes, drafts: { short: 'short' } });
    expect(Object.keys(part.drafts).length).toBeGreaterThan(10);
  });

  it('is stored with only the latest hundred refused messages', () => {
    const refused = Array.from({ length: 130 }, (_, at) =>
      message(`r${at}`, { refused: 'message-too-long' }),
    );
    const { unsent } = partToStore({ ...noWork, unsent: [message('m1'), ...refused] });
    expect(unsent.map(({ id }) => id)).toEqual(['m1', ...refused.slice(30).map(({ id }) => id)]);
  });
});

it('has stranded messages: those that were refused after their conversation had left', () => {
  const refused = (id: string) => ({ type: 'not-sent', id, refused: 'not-your-conversation' }) as const;
  const send = (id: string, conversationId: string) =>
    ({ type: 'sent', unsent: message(id, { conversationId }) }) as const;
  const tooLong = { type: 'not-sent', id: 'm4', refused: 'message-too-long' } as const;
  const work = workAfter(
    send('m1', 'c1'),
    send('m2', 'c2'),
    send('m3', 'c2'),
    send('m4', 'c2'),
    refused('m1'),
    refused('m2'),
    tooLong,
  );
  const stranded = (gone: object) => strandedMessages(work, new Set(['c1']), { ...gone }).map(({ id }) => id);
  expect(stranded({ c1: 1, c2: 1 })).toEqual(['m2']);
  // After a reload the conversations have not arrived yet.
  expect(stranded({})).toEqual([]);
});
