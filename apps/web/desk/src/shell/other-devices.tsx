import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useState } from 'react';
import { useFormats } from '../../../kit/language';
import { useDeskView } from '../desk/use-desk';
import { DismissButton } from './dismiss-button';
import { useDeskWords } from '../words/words';

/** States that the agent is signed in on other devices. It is hidden once dismissed, until another device joins. */
export function OtherDevices() {
  const words = useDeskWords();
  const formats = useFormats();
  const others = useDeskView((view) => view.desk.status?.otherDevices) ?? [];
  const [readUntil, setReadUntil] = useState('');
  const [first] = others;
  const newest = others.at(-1);
  if (!first || !newest || newest.since <= readUntil) return null;
  return (
    <MessageBar intent="info" shape="square">
      <MessageBarBody>
        <MessageBarTitle>
          {words.otherDevices({ count: others.length, since: formats.time(first.since) })}
        </MessageBarTitle>
        {words.otherDevicesText}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <DismissButton
            onClick={() => {
              setReadUntil(newest.since);
            }}
          />
        }
      />
    </MessageBar>
  );
}
