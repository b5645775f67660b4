import type { Entry } from '@rejoin/contracts';
import { useFormats } from '../../../kit/language';
import { useDeskView } from '../desk/use-desk';
import { useDeskWords } from '../words/words';
import { Bubble } from './bubble';
import { TextWithLinks } from './text-with-links';

interface Props {
  readonly entry: Entry;
  readonly isFirstOfTurn: boolean;
  readonly customerName: string;
}

export function Message({ entry, isFirstOfTurn, customerName }: Props) {
  const words = useDeskWords();
  const { time } = useFormats();
  const me = useDeskView((view) => view.account?.agentId);
  const isNote = entry.visibility === 'internal';
  const agentName = typeof entry.params['name'] === 'string' ? entry.params['name'] : words.agent;
  const names = {
    customer: customerName,
    agent: entry.agentId === me ? words.you : agentName,
    bot: words.bot,
    system: '',
  };
  const who = isNote ? `${names.agent} · ${words.note}` : names[entry.sender];
  const head = (
    <>
      <bdi>{who}</bdi> · {time(entry.at)}
    </>
  );
  const agentsSide = entry.agentId === me ? 'me' : 'colleague';
  return (
    <Bubble
      from={isNote ? 'note' : entry.sender === 'customer' ? 'customer' : agentsSide}
      {...(isFirstOfTurn ? { head } : {})}
    >
      {entry.text === null ? <i>{words.erased}</i> : <TextWithLinks text={entry.text} />}
    </Bubble>
  );
}
