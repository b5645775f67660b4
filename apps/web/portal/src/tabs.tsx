export type TabName = 'customer' | 'desk' | 'events';

interface Props {
  tab: TabName;
  choose: (tab: TabName) => void;
}

const tabs: readonly (readonly [TabName, string])[] = [
  ['customer', 'Customer'],
  ['desk', 'Desk'],
  ['events', 'Events'],
];

/** Shows one of the three columns at a time on a narrow screen. */
export function Tabs({ tab, choose }: Props) {
  return (
    <nav class="tabs" aria-label="Show">
      {tabs.map(([name, label]) => (
        <button
          key={name}
          type="button"
          aria-current={name === tab ? 'true' : undefined}
          onClick={() => choose(name)}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}
