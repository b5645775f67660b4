import { evolve } from './evolve';
import { initial, type State, type WidgetEvent } from './state';

/** The state of this page's widget, and the listeners of its changes. */
export class Store {
  state: State = initial;
  private readonly listeners: ((state: State, before: State) => void)[] = [];

  dispatch(event: WidgetEvent): void {
    const before = this.state;
    this.state = evolve(before, event);
    if (this.state === before) return;
    for (const listener of this.listeners) listener(this.state, before);
  }

  subscribe(listener: (state: State, before: State) => void): void {
    this.listeners.push(listener);
  }
}
