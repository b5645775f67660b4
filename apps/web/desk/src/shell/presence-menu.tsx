import {
  Button,
  makeStyles,
  Menu,
  MenuGroup,
  MenuGroupHeader,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  PresenceBadge,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';
import type { Presence } from '@rejoin/contracts';
import { useToasts } from '../../../kit/toasts';
import { useDesk, useDeskView } from '../desk/use-desk';
import { useIsNarrow } from '../desk/use-media';
import { useDeskWords } from '../words/words';

const presences = [
  'available',
  'busy',
  'do-not-disturb',
  'away',
  'offline',
] as const satisfies readonly Presence[];

const useStyles = makeStyles({
  hint: {
    maxWidth: '240px',
    paddingInline: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground3,
    display: 'block',
  },
  short: { minWidth: 0 },
  chevron: { marginInlineStart: tokens.spacingHorizontalXS },
});

export function PresenceMenu() {
  const styles = useStyles();
  const words = useDeskWords();
  const desk = useDesk();
  const toasts = useToasts();
  const isNarrow = useIsNarrow();
  const presence = useDeskView((view) => view.desk.status?.presence) ?? 'offline';
  const isLive = useDeskView((view) => view.connection.phase === 'live');
  const name = words.presences[presence];
  return (
    <Menu
      checkedValues={{ presence: [presence] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const chosen = presences.find((one) => one === checkedItems[0]);
        if (chosen && chosen !== presence) desk.setPresence(chosen).catch(toasts.failed);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={isNarrow ? styles.short : undefined}
          icon={<PresenceBadge status={presence} aria-hidden />}
          aria-label={`${words.presence}: ${name}`}
          disabledFocusable={!isLive}
        >
          {!isNarrow && (
            <>
              {name} <ChevronDownRegular className={styles.chevron} />
            </>
          )}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{words.presence}</MenuGroupHeader>
            {presences.map((one) => (
              <MenuItemRadio
                key={one}
                name="presence"
                value={one}
                icon={<PresenceBadge status={one} aria-hidden />}
              >
                {words.presences[one]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
        </MenuList>
        <Text size={200} className={styles.hint}>
          {words.presenceHint}
        </Text>
      </MenuPopover>
    </Menu>
  );
}
