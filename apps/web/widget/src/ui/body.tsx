import type { ComponentChildren, VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { View } from '../view';
import { Region } from './region';
import { Composer } from './composer';
import { refusalSentence } from '../words/sentences';
import { useSurroundings } from './surroundings';
import { Transcript } from './transcript';
import { useOnline } from './use-online';
import { Welcome } from './welcome';

/**
 * The content of the panel below its head, each part in a region. The composer is the same element from welcome to chat,
 * so that it keeps the focus.
 */
export function Body({ view, lost }: { view: View; lost: boolean }): ComponentChildren {
  const { phase, kept, draft } = view;
  const { actions, later, speech } = useSurroundings();
  const online = useOnline();
  const [name, setName] = useState('');
  const writes = phase.name === 'welcome' || phase.name === 'connecting' || phase.name === 'chat';
  const rare = !writes && !('slow' in phase);
  const items = 'items' in phase ? phase.items : null;
  const typing = phase.name === 'chat' && phase.agentIsTyping ? (phase.agent?.name ?? '') : null;
  // The same element is not drawn again, so typing beside a long transcript is fast. It is, when its surroundings change.
  const transcript = useMemo(
    () => items && <Transcript items={items} typing={typing} />,
    [items, typing, later, speech],
  );
  return [
    later ? <later.Banners view={view} lost={lost} /> : <Trouble view={view} lost={lost} online={online} />,
    phase.name === 'chat' && phase.queue && later && <later.QueuePlace {...phase.queue} />,
    'slow' in phase && <Waiting what={online ? (phase.slow ? 'slow' : 'loading') : 'offline'} />,
    phase.name === 'welcome' && <Welcome askName={phase.askName} kept={kept} name={name} setName={setName} />,
    transcript,
    rare &&
      (later ? (
        <later.RareScreen phase={phase} kept={kept} />
      ) : (
        <Waiting what={online ? 'loading' : 'offline'} />
      )),
    writes && <Composer text={draft} phase={phase} send={() => actions.send(name.trim())} />,
  ].map((part) => <Region>{part}</Region>);
}

/** Shows in one sentence what is wrong until the banners have loaded, because the network may be the cause. */
function Trouble({ view, lost, online }: { view: View; lost: boolean; online: boolean }): VNode | null {
  const { speech } = useSurroundings();
  const { notice, phase } = view;
  const connection =
    lost && (online ? (phase.name === 'chat' && phase.wasLive ? 'lost' : 'connecting') : 'offline');
  const sentence = notice ? refusalSentence(speech, notice.what) : connection && speech.say(connection);
  return sentence ? <p className="trouble">{sentence}</p> : null;
}

function Waiting({ what }: { what: 'slow' | 'loading' | 'offline' }): VNode {
  const { speech } = useSurroundings();
  return (
    <div className="screen waiting">
      <span className="spinner" />
      <p>{speech.say(what)}</p>
    </div>
  );
}
