import {
  makeStyles,
  MenuGroup,
  MenuGroupHeader,
  MenuItemRadio,
  PresenceBadge,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { MenuPlace } from '../../../kit/later-menu';
import type { Presence } from '@rejoin/contracts';
import { MenuSurface } from '../../../kit/menu-surface';
import { useToasts } from '../../../kit/toasts';
import { useDesk } from '../desk/use-desk';
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
});

interface Props extends MenuPlace {
  readonly presence: Presence;
}

export function PresenceItems({ presence, ...place }: Props) {
  const styles = useStyles();
  const words = useDeskWords();
  const desk = useDesk();
  const toasts = useToasts();
  return (
    <MenuSurface
      place={place}
      checkedValues={{ presence: [presence] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const chosen = presences.find((one) => one === checkedItems[0]);
        if (chosen && chosen !== presence) desk.setPresence(chosen).catch(toasts.failed);
      }}
      hint={
        <Text size={200} className={styles.hint}>
          {words.presenceHint}
        </Text>
      }
    >
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
    </MenuSurface>
  );
}
