import type { DeskState } from '@rejoin/client';
import { evolveView, initialView, type DeskEvent, type DeskView } from '../view/desk-view';
import { noWork } from '../view/kept-work';
import { keepWork } from './storage';

/** Holds the view of this tab's desk, notifies its listeners, and stores the work that survives a reload. */
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
    const { account, work, tabState } = this.view;
    // Another tab that uses the desk stores its own work.
    if (account && work !== before.work && work !== noWork && tabState === 'active') keepWork(account, work);
    for (const listener of this.listeners) listener();
  }
}
