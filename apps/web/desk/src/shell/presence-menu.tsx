import { Button, makeStyles, PresenceBadge, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';
import { laterMenu, useLaterMenu } from '../../../kit/later-menu';
import { useDeskView } from '../desk/use-desk';
import { useIsNarrow } from '../desk/use-media';
import { useDeskWords } from '../words/words';

const useStyles = makeStyles({
  short: { minWidth: 0 },
  chevron: { marginInlineStart: tokens.spacingHorizontalXS },
});

export const LaterPresenceItems = laterMenu(() =>
  import('./presence-items').then(({ PresenceItems }) => PresenceItems),
);

export function PresenceMenu() {
  const styles = useStyles();
  const words = useDeskWords();
  const isNarrow = useIsNarrow();
  const { isOpen, place, buttonProps } = useLaterMenu();
  const presence = useDeskView((view) => view.desk.status?.presence) ?? 'offline';
  const isLive = useDeskView((view) => view.connection.phase === 'live');
  const name = words.presences[presence];
  return (
    <>
      <Button
        {...buttonProps}
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
      {isOpen && <LaterPresenceItems {...place} presence={presence} />}
    </>
  );
}
