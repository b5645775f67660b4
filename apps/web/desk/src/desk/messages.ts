import { ConnectionLost, newClientId, Refusal, type AgentClient, type Stored } from '@rejoin/client';
import { noteOf, noteToSend, type PendingNote, type Unsent } from '../view/kept-work';
import type { ViewStore } from './view-store';

const typingEveryMs = 2_000;

/** The drafts, messages and notes of an agent, each kept until the server has stored it. */
export class Messages {
  private readonly typedAt = new Map<string, number>();

  constructor(
    private readonly client: AgentClient,
    private readonly store: ViewStore,
  ) {}

  draft(conversationId: string, text: string): void {
    if ((this.store.get().work.drafts[conversationId] ?? '') === text) return;
    this.store.change({ type: 'drafted', conversationId, text });
    const now = performance.now();
    if (
      text === '' ||
      text.startsWith('/') ||
      now - (this.typedAt.get(conversationId) ?? -typingEveryMs) < typingEveryMs
    )
      return;
    this.typedAt.set(conversationId, now);
    this.client.typing(conversationId);
  }

  /** Stores the text of the note field as a separate draft. */
  draftNote(conversationId: string, text: string): void {
    this.store.change({ type: 'drafted', conversationId: noteOf(conversationId), text });
  }

  hasNote(conversationId: string): boolean {
    return noteToSend(this.store.get().work, conversationId, '') !== undefined;
  }

  /** Sends the drafted note, with its previous id when it is already being sent. Rejects with the refusal. */
  async addNote(conversationId: string): Promise<void> {
    const note = noteToSend(this.store.get().work, conversationId, newClientId());
    if (note) await this.transmitNote(note);
  }

  send(conversationId: string, text: string): void {
    this.transmit({ id: newClientId(), conversationId, text, quickReplyId: null, refused: null });
  }

  sendQuickReply(conversationId: string, quickReplyId: string, text: string): void {
    this.transmit({ id: newClientId(), conversationId, text, quickReplyId, refused: null });
  }

  /** Sends a refused message again with a new id, because the refusal of the old id is final. */
  sendAgain(unsent: Unsent): void {
    this.discard(unsent.id);
    this.transmit({ ...unsent, id: newClientId(), refused: null });
  }

  discard(id: string): void {
    this.store.change({ type: 'stored', id });
  }

  /** Sends the messages and notes that another page of this browser has not finished sending. */
  transmitPending(): void {
    const { unsent, notes } = this.store.get().work;
    for (const one of unsent) if (one.refused === null) this.transmit(one);
    for (const note of notes) {
      this.transmitNote(note).catch(() => {
        // The text stays in the field.
      });
    }
  }

  private transmit(unsent: Unsent): void {
    const { id, conversationId, text, quickReplyId } = unsent;
    this.store.change({ type: 'sent', unsent });
    const answer: Promise<Stored> =
      quickReplyId === null
        ? this.client.send(conversationId, text, id)
        : this.client.sendQuickReply(conversationId, quickReplyId, id);
    answer.then(
      () => {
        this.store.change({ type: 'stored', id });
      },
      (error: unknown) => {
        const refused = error instanceof Refusal ? error.name : 'unavailable';
        if (!(error instanceof ConnectionLost)) this.store.change({ type: 'not-sent', id, refused });
      },
    );
  }

  private async transmitNote(note: PendingNote): Promise<void> {
    const { id, conversationId, text } = note;
    this.store.change({ type: 'note-sent', note });
    try {
      await this.client.addNote(conversationId, text, id);
      this.store.change({ type: 'note-answered', id, isStored: true });
    } catch (error) {
      if (!(error instanceof ConnectionLost))
        this.store.change({ type: 'note-answered', id, isStored: false });
      throw error;
    }
  }
}
