import { makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { useAdminWords } from '../words/words';

const useStyles = makeStyles({
  search: { width: '100%', maxWidth: '320px', marginBlockEnd: tokens.spacingVerticalM },
});

/** Searches a list by name. */
export function SearchField({ value, onValue }: { value: string; onValue(value: string): void }) {
  const styles = useStyles();
  const words = useAdminWords();
  return (
    <SearchBox
      className={styles.search}
      placeholder={words.search}
      aria-label={words.search}
      maxLength={100}
      value={value}
      onChange={(_, changed) => {
        onValue(changed.value);
      }}
    />
  );
}
