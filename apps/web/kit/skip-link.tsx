import { Button, makeStyles } from '@fluentui/react-components';
import { focusMain } from './focus-main';
import { kitWords } from './kit-words';
import { useWords } from './language';

const useStyles = makeStyles({
  skip: {
    position: 'fixed',
    insetInlineStart: '8px',
    top: '-60px',
    zIndex: 10,
    ':focus-within': { top: '8px' },
  },
});

/** The first focusable element of every page: a link that skips to the main content. */
export function SkipLink() {
  const styles = useStyles();
  const words = useWords(kitWords);
  return (
    <nav className={styles.skip} aria-label={words.skip}>
      <Button appearance="primary" onClick={focusMain}>
        {words.skip}
      </Button>
    </nav>
  );
}
