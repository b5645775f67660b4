import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useSurroundings } from './surroundings';

/** Asks before a chat is ended for good. The rest of the panel is inert meanwhile. */
export function ConfirmEnd({ leave }: { leave: () => void }): VNode {
  const { speech, actions } = useSurroundings();
  const cancel = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => cancel.current?.focus(), []);
  return (
    <div className="scrim">
      <div
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="rejoin-end"
        aria-describedby="rejoin-end-text"
      >
        <h2 id="rejoin-end">{speech.say('endTitle')}</h2>
        <p id="rejoin-end-text" className="quiet">
          {speech.say('endText')}
        </p>
        <div className="actions">
          <button type="button" className="button" ref={cancel} onClick={leave}>
            {speech.say('cancel')}
          </button>
          <button
            type="button"
            className="button main"
            onClick={() => {
              leave();
              actions.endChat();
            }}
          >
            {speech.say('end')}
          </button>
        </div>
      </div>
    </div>
  );
}
