import { Button } from '@fluentui/react-components';
import { AddRegular, ArrowUploadRegular } from '@fluentui/react-icons';
import { useNavigation } from '../route/navigation';
import { useAdminWords } from '../words/words';

/** The buttons that add people: from a file, or one by one. `label` names the second. */
export function AddPeople({ label, onAdd }: { label: string; onAdd: () => void }) {
  const words = useAdminWords();
  const { go } = useNavigation();
  return (
    <>
      <Button
        icon={<ArrowUploadRegular />}
        onClick={() => {
          go({ at: 'import-accounts' });
        }}
      >
        {words.people.import}
      </Button>
      <Button appearance="primary" icon={<AddRegular />} onClick={onAdd}>
        {label}
      </Button>
    </>
  );
}
