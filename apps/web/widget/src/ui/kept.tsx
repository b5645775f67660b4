import type { VNode } from 'preact';
import { useSurroundings } from './surroundings';

/**
 * The typed texts that were not sent. They are never lost, and never sent without a click. `offer`: there is a composer
 * into which they can be put.
 */
export function Kept({ texts, offer }: { texts: readonly string[]; offer: boolean }): VNode | null {
  const { speech, actions } = useSurroundings();
  if (texts.length === 0) return null;
  return (
    <div className="field">
      <p className="quiet">{speech.say('kept')}</p>
      <blockquote className="quote" dir="auto" tabIndex={0}>
        {texts.join('\n\n')}
      </blockquote>
      {offer && (
        <div className="row">
          <button type="button" className="text-button" onClick={() => actions.useKept()}>
            {speech.say('useKept')}
          </button>
          <button type="button" className="text-button" onClick={() => actions.dropKept()}>
            {speech.say('dropKept')}
          </button>
        </div>
      )}
    </div>
  );
}
