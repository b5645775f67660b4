import { PeopleTeamRegular } from '@fluentui/react-icons';
import { EmptyState } from '../shell/empty-state';
import { useDeskWords } from '../words/words';

export function SupervisorPage() {
  const words = useDeskWords();
  return (
    <main>
      <EmptyState icon={<PeopleTeamRegular />} level="h1" title={words.supervisor} text={words.loading} />
    </main>
  );
}
