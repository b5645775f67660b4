import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons';
import { QrCode } from './qr-code';
import type { LinkState } from '../view';
import { useSurroundings } from './surroundings';
import { checkIcon, copyIcon, devicesIcon, qrIcon } from './more-icons';

/** A card for a reconnect link, so that the customer can take it to another device before closing this browser. */
export function LinkCard({ url, state }: { url: string; state: LinkState | undefined }): VNode {
  const { speech, announce } = useSurroundings();
  const [copied, setCopied] = useState<'no' | 'yes' | 'by-hand'>('no');
  const [showsQr, setShowsQr] = useState(false);
  if (state) return <p className="quiet">{speech.say(state === 'used' ? 'linkUsed' : 'linkOver')}</p>;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied('yes');
      announce(speech.say('copied'));
    } catch {
      setCopied('by-hand');
    }
  };
  return (
    <div className="way-back">
      <h3>
        <Icon of={devicesIcon} />
        {speech.say('linkTitle')}
      </h3>
      <p className="quiet">{speech.say('linkText')}</p>
      <div className="actions">
        <button type="button" className="button small" onClick={() => void copy()}>
          <Icon of={copied === 'yes' ? checkIcon : copyIcon} />
          {speech.say(copied === 'yes' ? 'copied' : 'copy')}
        </button>
        {copied === 'by-hand' && <ByHand url={url} label={speech.say('linkTitle')} />}
        <button
          type="button"
          className="button small"
          aria-expanded={showsQr}
          onClick={() => setShowsQr(!showsQr)}
        >
          <Icon of={qrIcon} />
          {speech.say(showsQr ? 'hideQr' : 'showQr')}
        </button>
      </div>
      {showsQr && <QrCode text={url} label={speech.say('qr')} />}
    </div>
  );
}

/** Shows the address selected, to be copied by the person, where the page may not write to the clipboard. */
function ByHand({ url, label }: { url: string; label: string }): VNode {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <div className="field">
      <input ref={field} readOnly value={url} dir="ltr" aria-label={label} />
    </div>
  );
}
