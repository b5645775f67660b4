import { makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useConsole } from '../shell/console';
import { CopyButton } from '../shell/copy-button';
import { WhenLoaded } from '../shell/place';
import { useAdminWords } from '../words/words';
import { embedCode } from './link-preview';

const useStyles = makeStyles({
  code: {
    display: 'block',
    padding: tokens.spacingHorizontalL,
    marginBlock: tokens.spacingVerticalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase300,
    textAlign: 'start',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
});

interface Props {
  readonly widgetId: string;
  readonly intro: string;
  /** Whether chats continue across subdomains. */
  readonly follows?: boolean;
}

/** The code snippet that adds a chat widget to a portal, with the gateway address that the operator configured. */
export function EmbedCode({ widgetId, intro, follows }: Props) {
  const styles = useStyles();
  const words = useAdminWords();
  const { api } = useConsole();
  const addresses = useQuery({ queryKey: ['gateways'], queryFn: () => api.gateways() });
  return (
    <WhenLoaded query={addresses}>
      {(gateways) => {
        const isKnown = gateways.length > 0;
        const code = embedCode(isKnown ? gateways : ['https://gateway.example'], widgetId, follows);
        return (
          <>
            <Text block>{intro}</Text>
            {!isKnown && (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{words.widget.noGateway}</MessageBarBody>
              </MessageBar>
            )}
            <code className={styles.code} dir="ltr" data-testid="embed-code">
              {code}
            </code>
            <CopyButton text={code} />
          </>
        );
      }}
    </WhenLoaded>
  );
}
