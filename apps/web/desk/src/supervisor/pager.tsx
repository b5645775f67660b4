import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular, type FluentIcon } from '@fluentui/react-icons';
import { useLanguage } from '../../../kit/language';
import { back, onward, type Trail } from './view/trail';
import { useSupervisorWords } from './words/words';

interface Props {
  readonly trail: Trail;
  readonly next: string | null;
  onTurn(trail: Trail): void;
}

const useStyles = makeStyles({
  pager: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'end',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** Turns the pages of a list; not there while all of it fits on one. */
export function Pager({ trail, next, onTurn }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { formats, direction } = useLanguage();
  if (trail.length === 0 && next === null) return null;
  const [Previous, Next]: [FluentIcon, FluentIcon] =
    direction === 'rtl'
      ? [ChevronRightRegular, ChevronLeftRegular]
      : [ChevronLeftRegular, ChevronRightRegular];
  return (
    <div className={styles.pager}>
      <Button
        size="small"
        appearance="subtle"
        icon={<Previous />}
        aria-label={words.previous}
        disabledFocusable={trail.length === 0}
        onClick={() => {
          onTurn(back(trail));
        }}
      />
      <Caption1>{words.page(formats.number(trail.length + 1))}</Caption1>
      <Button
        size="small"
        appearance="subtle"
        icon={<Next />}
        aria-label={words.next}
        disabledFocusable={next === null}
        onClick={() => {
          onTurn(onward(trail, next));
        }}
      />
    </div>
  );
}
