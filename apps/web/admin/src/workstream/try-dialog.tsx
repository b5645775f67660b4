import { Button, DialogTrigger, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons';
import type { WidgetSettings } from '@rejoin/contracts';
import { useQuery } from '@tanstack/react-query';
import { DialogFrame } from '../../../kit/dialog-frame';
import type { SavedItem } from '../api/kinds';
import { useConsole } from '../shell/console';
import { WhenLoaded } from '../shell/place';
import { useAdminWords } from '../words/words';
import { trialObstacles } from './trial';

interface Props {
  readonly widget: SavedItem<WidgetSettings>;
  onClose(): void;
}

/** Opens the page on which an administrator tries a chat widget, and says what stands in the way. */
export function TryDialog({ widget: { id, settings }, onClose }: Props) {
  const all = useAdminWords();
  const words = all.trial;
  const { api } = useConsole();
  const { workstreamId } = settings;
  const trial = useQuery({
    queryKey: ['trial', id],
    queryFn: async () => {
      const [workstream, agents, { url }] = await Promise.all([
        api.read('workstreams', workstreamId),
        api.list('agents', { active: true, filters: { workstreamId }, limit: 1 }),
        api.tryWidget(id),
      ]);
      return {
        address: url ?? undefined,
        obstacles: trialObstacles(settings, workstream.settings, agents.items.length),
      };
    },
  });
  const address = trial.data?.address;
  return (
    <DialogFrame
      title={words.title}
      actions={
        <>
          <DialogTrigger disableButtonEnhancement>
            <Button>{all.editor.close}</Button>
          </DialogTrigger>
          {address !== undefined && (
            <Button
              as="a"
              appearance="primary"
              icon={<OpenRegular />}
              href={address}
              target="_blank"
              rel="noreferrer"
              onClick={onClose}
            >
              {words.open}
            </Button>
          )}
        </>
      }
      onClose={onClose}
    >
      <WhenLoaded query={trial}>
        {({ obstacles }) => (
          <>
            <Text block style={{ marginBlockEnd: tokens.spacingVerticalM }}>
              {words.intro}
            </Text>
            {[
              ...obstacles.map((one) => words[one]),
              ...(address === undefined ? [all.widget.noGateway] : []),
            ].map((sentence) => (
              <MessageBar key={sentence} intent="warning" layout="multiline">
                <MessageBarBody>{sentence}</MessageBarBody>
              </MessageBar>
            ))}
          </>
        )}
      </WhenLoaded>
    </DialogFrame>
  );
}
