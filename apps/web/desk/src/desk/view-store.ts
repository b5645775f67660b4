import type { DeskState } from '@rejoin/client';
import { evolveView, initialView, type DeskEvent, type DeskView } from '../view/desk-view';
import { noWork } from '../view/kept-work';
import { keepWork } from './kept';

/** What the desk of this tab shows, who is told of its changes, and that its work outlives the page. */
export class ViewStore {
  private view: DeskView;
  private readonly listeners = new Set<() => void>();

  constructor(desk: DeskState) {
    this.view = initialView(desk);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get = (): DeskView => this.view;

  change(event: DeskEvent): void {
    const before = this.view;
    this.view = evolveView(before, event);
    if (this.view === before) return;
    const { account, work, seat } = this.view;
    // Another tab keeps its own.
    if (account && work !== before.work && work !== noWork && seat === 'here') keepWork(account, work);
    for (const listener of this.listeners) listener();
  }
}
