import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isComposing } from '../../../kit/composing';
import type { Actions, View } from '../view';
import type { Speech } from '../words/speech';
import { Body } from './body';
import { Header } from './header';
import { LauncherButton } from './launcher-button';
import { surround } from './surroundings';
import { useAnnouncements } from './use-announcements';
import { useFocus } from './use-focus';
import { useLasting } from './use-lasting';
import { useLater } from './use-later';
import { useSpeech } from './use-speech';

/** In ms. A connection that is lost for a shorter time is not announced. */
const worthAWord = 1_500;

/** The whole widget, drawn from a view: the launcher, the panel, and the one status region for screen readers. */
export function App(given: Drawing): VNode | null {
  const speech = useSpeech(given.view.locale);
  return speech ? <Widget {...given} speech={speech} /> : null;
}

interface Drawing {
  readonly view: View;
  readonly actions: Actions;
  /** Called when there is something to see for the first time. */
  drawn?(): void;
}

function Widget({ view, actions, drawn, speech }: Drawing & { speech: Speech }): VNode {
  const { open, phase } = view;
  const root = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const launcher = useRef<HTMLButtonElement>(null);
  const [asksToEnd, setAsksToEnd] = useState(false);
  const later = useLater(root, open);
  const asks = asksToEnd && phase.name === 'chat' && later;
  const lost = useLasting(phase.name === 'chat' && phase.connection !== 'live', worthAWord);
  const [said, announce] = useAnnouncements({ view, lost }, speech, later);
  surround({ speech, actions, announce, later });
  useLayoutEffect(() => drawn?.(), []);
  useFocus(panel, launcher, open, `${phase.name} ${later !== undefined}`);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      if (asks) setAsksToEnd(false);
      else actions.close();
      event.stopPropagation();
    } else if (event.key === 'Tab' && panel.current && matchMedia('(max-width: 479px)').matches) {
      later?.keepTabInside(event, panel.current);
    }
  };
  return (
    <div className={open ? 'rejoin open' : 'rejoin'} ref={root} dir={speech.direction} lang={speech.locale}>
      <LauncherButton view={view} at={launcher} />
      {later && <later.VisibleHeight root={root} />}
      {open && (
        <section
          id="rejoin-panel"
          className="panel"
          ref={panel}
          role="dialog"
          aria-labelledby="rejoin-title"
          onKeyDown={onKeyDown}
        >
          <div className="all" inert={!!asks}>
            <Header phase={phase} lost={lost} askToEnd={() => setAsksToEnd(true)} />
            <Body view={view} lost={lost} />
          </div>
          {asks && <asks.ConfirmEnd leave={() => setAsksToEnd(false)} />}
        </section>
      )}
      <p className="hidden" role="status">
        {said || null}
      </p>
    </div>
  );
}
