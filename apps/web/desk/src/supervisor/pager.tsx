import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular, type FluentIcon } from '@fluentui/react-icons';
import { useLanguage } from '../../../kit/language';
import { previousPage, nextPage, type PagePath } from './view/page-path';
import { useSupervisorWords } from './words/words';

interface Props {
  readonly pagePath: PagePath;
  readonly next: string | null;
  onTurn(pagePath: PagePath): void;
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

/** Renders the buttons that page through a list, or nothing while the list fits on one page. */
export function Pager({ pagePath, next, onTurn }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { formats, direction } = useLanguage();
  if (pagePath.length === 0 && next === null) return null;
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
        disabledFocusable={pagePath.length === 0}
        onClick={() => {
          onTurn(previousPage(pagePath));
        }}
      />
      <Caption1>{words.page({ page: formats.number(pagePath.length + 1) })}</Caption1>
      <Button
        size="small"
        appearance="subtle"
        icon={<Next />}
        aria-label={words.next}
        disabledFocusable={next === null}
        onClick={() => {
          onTurn(nextPage(pagePath, next));
        }}
      />
    </div>
  );
}
