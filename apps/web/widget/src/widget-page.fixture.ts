import { screen } from '@testing-library/dom';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { h, render } from 'preact';
import { statesIn } from '../../../../test/browser/widget-states/views';
import { App } from './ui/app';
import type { Actions, View } from './view';

export type { View } from './view';

/** The widget in a state of the screenshots, with the actions of the person as they were called. */
export class WidgetPage {
  readonly acts: unknown[][] = [];
  readonly user: UserEvent = userEvent.setup({ delay: null });
  private readonly place = document.body.appendChild(document.createElement('div'));

  private constructor(private view: View) {}

  static async open(state: string, change: Partial<View> = {}): Promise<WidgetPage> {
    const view = statesIn('en')[state];
    if (!view) throw new Error(`no state ${state}`);
    const page = new WidgetPage({ ...view, ...change });
    shown.add(page);
    page.draw();
    if (page.view.open) await screen.findByRole('dialog');
    else await screen.findByRole('button', { name: /^Open chat/ });
    return page;
  }

  get phase(): View['phase'] {
    return this.view.phase;
  }

  /** Changes the phase of the view, such as the items of a chat. */
  change(phase: object, more: Partial<View> = {}): void {
    this.view = { ...this.view, ...more, phase: { ...this.view.phase, ...phase } };
    this.draw();
  }

  close(): void {
    render(null, this.place);
    this.place.remove();
  }

  private draw(): void {
    render(h(App, { view: this.view, actions: this.actions }), this.place);
  }

  /** Writing changes the view, as the widget's own state does. */
  private readonly actions = new Proxy({} as Actions, {
    get:
      (_none, name: string) =>
      (...given: unknown[]) => {
        this.acts.push([name, ...given]);
        if (name === 'type') this.change({}, { draft: String(given[0]) });
      },
  });
}

const shown = new Set<WidgetPage>();
afterEach(() => {
  for (const page of shown) page.close();
  shown.clear();
});
