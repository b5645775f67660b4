import { render } from 'preact';
import { App } from '../../../apps/web/widget/src/ui/app';
import { launcherStyles } from '../../../apps/web/widget/src/ui/launcher';
import { styles } from '../../../apps/web/widget/src/ui/styles';
import type { Actions, View } from '../../../apps/web/widget/src/view';
import { statesIn } from './views';

/** The interface of the page for tests: it shows views and records the actions of a person. */
export interface WidgetStates {
  names(): string[];
  show(name: string, locale: string, change?: Partial<View>): void;
  /** Changes the phase of the view that is shown. */
  change(phase: Partial<View['phase']>, view?: Partial<View>): void;
  /** Resolves when the parts that load later are rendered too. */
  settled(): Promise<void>;
  readonly acts: string[];
}

const host = document.createElement('rejoin-chat');
document.body.append(host);
const shadow = host.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(launcherStyles + styles);
shadow.adoptedStyleSheets = [sheet];

const around = new CSSStyleSheet();
around.replaceSync(`
  html { color-scheme: light dark; background: light-dark(#eef1f6, #0f1117); }
  body { margin: 0; padding: 40px 48px; font: 16px system-ui, sans-serif; color: light-dark(#5d6475, #8b93a7); }
`);
document.adoptedStyleSheets = [around];

const place = shadow.appendChild(document.createElement('div'));
let view: View | undefined;
const acts: string[] = [];

function draw(next: View): void {
  view = next;
  render(<App view={next} actions={actions} />, place);
}

/** Handles the actions that only affect the view as the widget's own state does, and records all actions. */
const actions = new Proxy({} as Actions, {
  get:
    (_none, name: string) =>
    (...given: unknown[]) => {
      acts.push([name, ...given.map((value) => JSON.stringify(value))].join(' '));
      if (!view) return;
      if (name === 'open' || name === 'close') draw({ ...view, open: name === 'open', unread: 0 });
      if (name === 'type') draw({ ...view, draft: String(given[0]) });
      if (name === 'send') draw({ ...view, draft: '' });
    },
});

const states: WidgetStates = {
  names: () => Object.keys(statesIn('en')),
  acts,
  settled: async () => {
    await import('../../../apps/web/widget/src/ui/later');
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  },
  show: (name, locale, change = {}) => {
    const state = statesIn(locale)[name];
    if (!state) throw new Error(`no state ${name}`);
    acts.length = 0;
    draw({ ...state, ...change });
  },
  change: (phase, more = {}) => {
    if (view) draw({ ...view, ...more, phase: { ...view.phase, ...phase } as View['phase'] });
  },
};
Object.assign(globalThis, { states });
